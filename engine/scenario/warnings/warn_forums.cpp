#include "negotiation/catalogue.hpp"
#include "scenario/format/writer.hpp"
#include "scenario/reading/checker.hpp"
#include "scenario/selections.hpp"
#include "scenario/warnings/run_time.hpp"
#include "scenario/warnings/warnings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

namespace parley {

namespace {

/// What is odd in how one forum works, or all generated ones.
class ForumWarning {
  public:
    ForumWarning(Checker const& checker, Path path, written::Proceedings const& forum)
        : checker_{checker}, time_{checker}, path_{std::move(path)}, forum_{forum}
    {
    }

    /// `first_tick` is that of the first meeting; none: it is not known, or told elsewhere.
    void operator()(std::optional<int> first_tick) const
    {
        if (first_tick && meets(*first_tick)) {
            warn_of_late(*first_tick);
        }
        warn_of_abstention();
        warn_of_habit();
        warn_of_talks();
        warn_of_maturity();
    }

  private:
    /// Warns where no meeting falls into the run. Returns whether one does.
    [[nodiscard]] bool meets(int first_tick) const
    {
        if (time_.is_over(first_tick)) {
            checker_.contradict(path_ + "opens", "no meeting falls into the run",
                                fmt::format("the first would be in {}, and {}", forum_.opens.text(),
                                            time_.end_in_words()),
                                "let it open earlier, or leave it out", {"time", "ticks"},
                                "how long the run lasts");
            return false;
        }
        if (forum_.closes && time_.tick_at(*forum_.closes) <= first_tick) {
            checker_.contradict(path_ + "closes", "no meeting falls into the run",
                                "no tick begins before it closes again",
                                "close it later, or leave it out", {"time", "tick"},
                                "the length of a tick");
            return false;
        }
        return true;
    }

    /// What a meeting begins and the run does not see the end of.
    void warn_of_late(long long first_tick) const
    {
        auto const& time = checker_.scenario().time;
        auto const& talks = forum_.talks;
        auto const mandate = talks && talks->mandate ? ticks_in(*talks->mandate, time) : 0;
        if (talks && !talks->burn_in && time_.is_over(first_tick + mandate)) {
            checker_.contradict(path_ + "talks" + "mandate", "no talks come to their first round",
                                "the run is over before",
                                "give a shorter mandate, or let the run last longer",
                                {"time", "ticks"}, "how long it lasts");
            return;
        }
        if (!forum_.ratification || (talks && talks->burn_in)) {
            return;
        }
        auto const delay = ticks_in(forum_.ratification->delay, time);
        if (time_.is_over(first_tick + mandate + delay)) {
            checker_.contradict(path_ + "ratification" + "delay",
                                "no agreement is ratified within the run",
                                "what is signed does not bind before it is over",
                                "give a shorter delay, or let the run last longer",
                                {"time", "ticks"}, "how long it lasts");
        }
    }

    void warn_of_abstention() const
    {
        auto const& given = forum_.rule.values;
        if (value_of(given, "indifference", 0.0) > 0.0) {
            return;
        }
        for (std::string const name : {"abstentions", "quorum"}) {
            if (checker_.is_given(path_ + "rule" + name)) {
                checker_.add(path_ + "rule" + name, "'{}' changes nothing here", "nobody abstains",
                             "give the rule an 'indifference', or leave this out", {name});
            }
        }
    }

    [[nodiscard]] bool by_decision() const { return forum_.talks && forum_.talks->initiative; }

    void warn_of_habit() const
    {
        if (!forum_.habit) {
            return;
        }
        if (!by_decision()) {
            checker_.add(path_ + "habit", "habit changes nothing here",
                         "it matters where members open talks by decision, and this forum opens "
                         "them at its meetings",
                         "give 'talks' an 'initiative', or leave this out");
        } else if (forum_.habit->pair == 0.0 && forum_.habit->state == 0.0) {
            checker_.add(path_ + "habit", "habit changes nothing here",
                         "its exponents 'pair' and 'state' are 0",
                         "give one of them, or leave this out");
        }
    }

    void warn_of_talks() const
    {
        auto const& states = checker_.scenario().states;
        if (checker_.is_given(path_ + "talks" + "gain") && !by_decision()) {
            checker_.add(path_ + "talks" + "gain", "'gain' changes nothing here",
                         "gains matter where members open talks by decision, and this forum opens "
                         "them at its meetings",
                         "give 'talks' an 'initiative', or leave this out");
        }
        if (forum_.talks && forum_.talks->team &&
            std::ranges::none_of(states,
                                 [](auto const& state) { return state.teams.has_value(); })) {
            checker_.add(path_ + "talks" + "team", "teams change nothing here",
                         "every state can hold any number of talks",
                         "give states 'teams', or leave this out");
        }
    }

    void warn_of_maturity() const
    {
        auto const& maturity = forum_.maturity;
        if (maturity && maturity->frankness_gain == 0.0 && maturity->rounds_saved == 0.0 &&
            maturity->deepen.empty()) {
            checker_.add(path_ + "maturity", "maturity changes nothing here",
                         "a mature forum is neither franker nor quicker, and never deepens",
                         "give 'frankness_gain', 'rounds_saved' or 'deepen', or leave this out");
        }
    }

    Checker const& checker_;
    RunTime time_;
    Path path_;
    written::Proceedings const& forum_;
};

/// The tick of a forum's first meeting; none where only chance knows, and where the event that
/// opens it comes too late.
std::optional<int> first_tick_of(written::Forum const& forum, Checker const& checker)
{
    RunTime const time{checker};
    std::optional<int> first;
    bool by_event = false;
    bool by_chance = false;
    for (auto const& event : checker.scenario().events) {
        auto const* opening = event.as<ForumOpening>();
        if (opening == nullptr || opening->forum != forum.id) {
            continue;
        }
        by_event = true;
        by_chance = by_chance || !event.at;
        if (event.at && !time.is_over(time.tick_at(*event.at))) {
            auto const tick = time.tick_at(*event.at);
            first = std::min(first.value_or(tick), tick);
        }
    }
    if (by_event) {
        return by_chance ? std::nullopt : first;
    }
    return time.tick_at(forum.proceedings.opens);
}

/// The members, and those who join later.
std::vector<std::string> all_members_of(written::Forum const& forum, Scenario const& scenario)
{
    auto members = members_of(forum.members, scenario);
    for (auto const& event : scenario.events) {
        auto const* accession = event.as<Accession>();
        if (accession != nullptr && accession->forum == forum.id) {
            members.insert(members.end(), accession->states.begin(), accession->states.end());
        }
    }
    return members;
}

/// The highest level on which each state ever sits.
std::map<std::string, Level> highest_levels(Scenario const& scenario)
{
    std::map<std::string, Level> highest;
    for (auto const& forum : scenario.forums) {
        for (auto const& state : all_members_of(forum, scenario)) {
            auto const level = highest.try_emplace(state, forum.level).first;
            level->second = std::max(level->second, forum.level);
        }
    }
    return highest;
}

bool may_rise(written::Forum const& forum)
{
    auto const& maturity = forum.proceedings.maturity;
    return maturity && std::ranges::any_of(maturity->deepen,
                                           [](auto const& step) { return step.level.has_value(); });
}

/// A bloc speaks as one where two of its states meet others.
void warn_of_caucuses(Checker const& checker)
{
    auto const& scenario = checker.scenario();
    auto const has_caucus = [](auto const& forum) { return forum.proceedings.caucus; };
    if (std::ranges::none_of(scenario.forums, has_caucus) ||
        std::ranges::any_of(scenario.forums, may_rise)) {
        return;
    }
    auto const highest = highest_levels(scenario);
    for (auto const& forum : scenario.forums) {
        auto const members = all_members_of(forum, scenario);
        auto const above = std::ranges::count_if(
            members, [&](std::string const& state) { return highest.at(state) > forum.level; });
        if (forum.proceedings.caucus && above < 2) {
            checker.add(Path{"forums", forum.id, "caucus"}, "forum {} has nowhere to speak as one",
                        "no two of its members meet in a forum of a higher level",
                        "describe such a forum, or leave this out", {forum.id});
        }
    }
}

/// All that a forum is but its name, as a text.
std::string text_of(written::Forum forum)
{
    forum.id.clear();
    forum.name.clear();
    forum.proceedings.about.clear();
    return resolved_text([&](Describer& describer) { describe(describer, forum); });
}

void warn_of_doubles(Checker const& checker)
{
    std::map<std::string, std::string> known;
    for (auto const& forum : checker.scenario().forums) {
        auto const [first, is_new] = known.emplace(text_of(forum), forum.id);
        if (!is_new) {
            checker.contradict({"forums", forum.id}, "forums {} and {} are the same",
                               "the same states meet about the same, by the same rules",
                               "leave one of them out, or say what sets it apart",
                               {"forums", first->second}, "the other forum",
                               {first->second, forum.id});
        }
    }
}

}  // namespace

void warn_of_forums(Checker const& checker)
{
    auto const& scenario = checker.scenario();
    for (auto const& forum : scenario.forums) {
        ForumWarning{checker, Path{"forums", forum.id},
                     forum.proceedings}(first_tick_of(forum, checker));
    }
    warn_of_caucuses(checker);
    warn_of_doubles(checker);
    if (auto const& bilateral = scenario.bilateral) {
        ForumWarning{checker, {"bilateral"}, bilateral->proceedings}(
            RunTime{checker}.tick_at(bilateral->proceedings.opens));
    }
}

void warn_of_routing(Checker const& checker)
{
    auto const& scenario = checker.scenario();
    auto const& routing = scenario.routing;
    bool const alone = scenario.forums.size() == 1 && !scenario.bilateral;
    std::string const policy{routing_policy_names[static_cast<std::size_t>(routing.policy)]};
    auto const warn_unless = [&](std::string const& key, bool matters, std::string const& remedy) {
        if (checker.is_given({"routing", key}) && !matters) {
            checker.add({"routing", key}, "{} changes nothing under policy {}", "", remedy,
                        {key, policy});
        }
    };
    warn_unless("coverage", routing.policy == RoutingPolicy::subsidiarity,
                "write 'policy: subsidiarity', or leave this out");
    warn_unless(
        "patience",
        routing.policy != RoutingPolicy::fixed && routing.policy != RoutingPolicy::forum_shopping,
        "write 'policy: bottom_up', or leave this out");
    if (alone && routing.policy != RoutingPolicy::fixed) {
        checker.add({"routing", "policy"}, "there is nothing to route",
                    "the scenario has only one forum", "describe another, or leave this out");
    }
    if (alone && routing.outside_option) {
        checker.add({"routing", "outside_option"}, "nobody has an outside option",
                    "the scenario has only one forum", "describe another, or leave this out");
    }
}

}  // namespace parley
