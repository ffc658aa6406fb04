// Planted oddities: every tests/cli/warnings/NAME.yaml is read without a mistake, and its warnings
// must be NAME.expected to the letter.

#include "catch.hpp"
#include "scenario/build.hpp"
#include "unit/planted_mistakes.hpp"
#include "unit/scenario/small_scenario.hpp"

using namespace parley;

namespace {

/// The warnings about a text that has no mistakes, one a line.
std::string warnings(std::string const& text, std::vector<Setting> const& settings = {})
{
    std::string told;
    auto const file = ScenarioDocument{"scenario.yaml", text}.read_all(settings);
    for (Mistake const& warning : file.warnings.by_place()) {
        told += one_line(warning) + "\n";
    }
    return told;
}

/// The small scenario with something else in it.
std::string small_scenario_with(std::string_view text, std::string_view other)
{
    auto scenario = small_scenario();
    scenario.replace(scenario.find(text), text.size(), other);
    return scenario;
}

std::string const rare = "record: {every: 20 years}\n";

}  // namespace

TEST_CASE("every planted oddity is warned of to the letter")
{
    check_what_is_told("tests/cli/warnings", 40, [](std::string const& file) {
        auto const warnings = read_scenario(file).warnings;
        return format(warnings.by_place(), warnings.unlisted()) + "\n";
    });
}

TEST_CASE("a scenario in order has no warning")
{
    CHECK(warnings(small_scenario()).empty());
}

TEST_CASE("a warning has its place, its reason and a remedy, in one line")
{
    CHECK(warnings(small_scenario(rare)) ==
          "scenario.yaml:28:17: warning: only the beginning of the run is kept (a first record "
          "after 20 years comes when it is over); keep records more often, or let the run last "
          "longer\n");
}

TEST_CASE("an event is too late when no tick begins at or after it")
{
    // 10 ticks of 6 months from 2005-01: the last one begins in 2009-07
    auto const event = [](std::string const& month) {
        return small_scenario("events: [{at: " + month + ", opening: {forum: dialogue}}]\n");
    };
    auto const is_in_the_run = [](std::string const& text) {
        auto const setup = set_up(read_text(text));
        return setup.events[0].tick.value() < setup.calendar.ticks;
    };
    CHECK(warnings(event("2009-07")).empty());
    CHECK(is_in_the_run(event("2009-07")));
    CHECK_THAT(warnings(event("2009-08")),
               ContainsSubstring("this happens in 2009-08, after the run"));
    CHECK_FALSE(is_in_the_run(event("2009-08")));
}

TEST_CASE("where a setting cuts a run short, what comes after it is meant to")
{
    auto const text = small_scenario(
        "events: [{at: 2009-07, opening: {forum: dialogue}}]\nrecord: {every: 4 years}\n");
    CHECK(warnings(text, {{.text = "time.ticks=2"}}).empty());
    CHECK_THAT(warnings(text, {{.text = "events.0.at=2031-01"}}),
               ContainsSubstring("--set events.0.at: warning: this happens in 2031-01"));
}

TEST_CASE("what a what-if puts right is not odd")
{
    CHECK_FALSE(warnings(small_scenario(rare + "what_if: {soft: {forums.dialogue.agenda: soft}}\n"))
                    .empty());
    auto const alone = small_scenario("routing: {policy: bottom_up, coverage: 0.7}\n");
    CHECK_THAT(warnings(alone), ContainsSubstring("coverage changes nothing"));
    CHECK_THAT(warnings(alone), ContainsSubstring("there is nothing to route"));
    auto const mended = warnings(alone + "what_if: {low: {routing.policy: subsidiarity}}\n");
    CHECK_THAT(mended, !ContainsSubstring("coverage changes nothing"));
}

TEST_CASE("what is odd only in a what-if is left to it")
{
    // the hard issue is then on nobody's agenda, which is what the what-if is for
    CHECK(warnings(small_scenario("what_if: {soft: {forums.dialogue.agenda: soft}}\n")).empty());
}

TEST_CASE("the smallest members of the United Nations are states, and states need no population")
{
    // Tuvalu in 2000 [World Bank, WDI]
    CHECK(warnings(small_scenario_with("population: 30000000", "population: 9544")).empty());
    CHECK(warnings(small_scenario_with(", population: 30000000", "")).empty());
    CHECK_THAT(warnings(small_scenario_with("population: 30000000", "population: 44")),
               ContainsSubstring("scenario.yaml:5:74: warning: no state has 44 inhabitants"));
}

TEST_CASE("where something is wrong, nothing is said of what is odd")
{
    auto const text = small_scenario(rare + "migration: {trent: 0.1}\n");
    CHECK_THAT(messages(text), ContainsSubstring("unknown key 'trent'"));
    CHECK_THAT(messages(text), !ContainsSubstring("warning"));
}

TEST_CASE("at most a hundred warnings are kept, and the others counted")
{
    std::string text = small_scenario("events:\n");
    for (int i = 0; i < 130; ++i) {
        text +=
            "  - {hazard: 0, about: event " + std::to_string(i) + ", opening: {forum: dialogue}}\n";
    }
    auto const file = ScenarioDocument{"scenario.yaml", text}.read_all();
    CHECK(file.warnings.count() == 130);
    CHECK(file.warnings.list().size() == Mistakes::most);
    CHECK(file.warnings.unlisted() == 30);
}
