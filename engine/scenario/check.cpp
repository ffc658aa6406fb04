#include "scenario/check.hpp"

#include "scenario/check_payoffs.hpp"
#include "scenario/format/limits.hpp"
#include "scenario/forums/pairs.hpp"
#include "scenario/reading/checker.hpp"
#include "scenario/selections.hpp"

#include <fmt/format.h>

#include <utility>

namespace parley {

namespace {

/// A run ends with a tick. Returns whether it does.
bool check_end(Checker const& checker)
{
    auto const& time = checker.scenario().time;
    if (*time.end < time.start) {
        checker.contradict({"time", "end"}, "the run ends in {}, before it begins", "",
                           "give a later end, or an earlier start", {"time", "start"},
                           "it begins here", {time.end->text()});
        return false;
    }
    auto const past = *time.end - time.start + 1;
    if (past % time.tick.count != 0) {
        auto const before = time.start + (past - past % time.tick.count - 1);
        auto const after = before + time.tick.count;
        checker.contradict(
            {"time", "end"}, "no tick ends with {}",
            fmt::format("ticks of {} from {} on end with {} and {}", to_text(time.tick),
                        time.start.text(), before.text(), after.text()),
            fmt::format("write {}", past > time.tick.count ? before.text() : after.text()),
            {"time", "tick"}, "the length of a tick", {time.end->text()});
        return false;
    }
    if (std::cmp_greater(time.ticks, Limits::ticks)) {
        checker.add({"time", "end"}, "there are {} ticks until then",
                    fmt::format("a run has at most {}", Limits::ticks),
                    "give an earlier end, or longer ticks", {std::to_string(time.ticks)});
        return false;
    }
    return true;
}

void check_time(Checker const& checker)
{
    auto const& time = checker.scenario().time;
    auto const& record = checker.scenario().record;
    if (checker.is_broken({"time"})) {
        return;
    }
    if (time.end && !check_end(checker)) {
        return;
    }
    auto const months = static_cast<long long>(time.ticks) * time.tick.count;
    long long const last = 12LL * 10'000 - 1 - (time.start - Month{});
    if (months > last) {
        checker.add({"time", "ticks"}, "the scenario ends after the year 9999", "",
                    "let it begin earlier or last shorter");
    }
    if (record.every.unit == Duration::Unit::months && record.every.count % time.tick.count != 0 &&
        !checker.is_broken({"record"})) {
        checker.contradict({"record", "every"}, "a record every {} falls between ticks",
                           "records are made at the end of a tick", "write it in ticks",
                           {"time", "tick"}, "the length of a tick", {to_text(record.every)});
    }
}

void check_size(Checker const& checker)
{
    auto const& scenario = checker.scenario();
    if (checker.is_broken({"time"}) || checker.is_broken({"record"})) {
        return;
    }
    auto const ticks = static_cast<std::size_t>(scenario.time.ticks);
    auto const every = static_cast<std::size_t>(ticks_in(scenario.record.every, scenario.time));
    auto const recorded = scenario.states.size() * scenario.issues.size() * (ticks / every + 1);
    if (recorded > Limits::recorded) {
        checker.add(
            {"time", "ticks"}, "a run would record {} values a variable",
            fmt::format("{} states x {} issues x recorded ticks; at most {} are held in memory",
                        scenario.states.size(), scenario.issues.size(), Limits::recorded),
            "record less often with 'record: {every: ...}'", {std::to_string(recorded)});
    }
    auto const held = [&](written::Proceedings const& forum) {
        auto const tables =
            forum.scope == Scope::single_issue ? issues_of(forum.agenda, scenario).size() : 1;
        bool const by_decision = forum.talks && forum.talks->initiative;
        int const interval = by_decision ? 1 : ticks_in(forum.meets, scenario.time);
        return tables * (ticks / static_cast<std::size_t>(interval) + 1);
    };
    std::size_t sessions = 0;
    for (auto const& forum : scenario.forums) {
        sessions += held(forum.proceedings);
    }
    std::size_t generated = 0;
    if (scenario.bilateral) {
        generated = pairs_of(scenario).size();
        sessions += generated * held(scenario.bilateral->proceedings);
    }
    if (scenario.forums.size() + generated > Limits::forums) {
        bool const corridors = scenario.bilateral && scenario.bilateral->corridors;
        checker.add({"bilateral"}, "there would be {} forums",
                    fmt::format("at most {} can be", Limits::forums),
                    corridors ? "raise minimum_stock" : "name fewer states",
                    {std::to_string(scenario.forums.size() + generated)});
    } else if (sessions > Limits::sessions &&
               scenario.record.sessions != written::Record::Sessions::none) {
        checker.add({"record", "sessions"}, "a run would keep the minutes of up to {} sessions",
                    fmt::format("at most {} are held in memory", Limits::sessions),
                    "let forums meet less often, or write 'record: {sessions: none}'",
                    {std::to_string(sessions)});
    }
}

}  // namespace

void check(Scenario const& scenario, Node const& document, Reading& reading)
{
    if (document.kind != Node::Kind::mapping) {
        return;
    }
    Checker const checker{scenario, document, reading};
    check_time(checker);
    check_states(checker);
    check_issues(checker);
    check_authorities(checker);
    check_flows(checker);
    check_routes(checker);
    check_migration(checker);
    check_forums(checker);
    check_agreements(checker);
    check_overrides(checker);
    check_payoffs(checker);
    check_organisations(checker);
    check_events(checker);
    check_successions(checker);
    check_size(checker);
}

}  // namespace parley
