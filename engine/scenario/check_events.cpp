#include "scenario/checker.hpp"
#include "scenario/description.hpp"
#include "scenario/selections.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace parley {

namespace {

/// The state joins the forum by some event.
bool accedes(Scenario const& scenario, std::string const& state, std::string const& forum)
{
    return std::ranges::any_of(scenario.events, [&](Scenario::Event const& event) {
        auto const* accession = std::get_if<Scenario::Accession>(&event.what);
        return accession != nullptr && accession->forum == forum &&
               std::ranges::count(accession->states, state) > 0;
    });
}

/// Assistance and relief need capacities that they can change.
void check_purpose(Checker const& checker, Path const& path, double assistance, double relief)
{
    if ((assistance > 0.0 || relief > 0.0) && !checker.scenario().capacity &&
        !checker.is_given({"capacity"})) {
        checker.add(path + (assistance > 0.0 ? "assistance" : "relief"),
                    "this changes nothing without capacities",
                    "without the section 'capacity' every state can do all it must",
                    "write 'capacity: {growth: 0.02}'");
    }
}

/// What an event does is checked by its kind.
class EventCheck {
  public:
    EventCheck(Checker const& checker, Path path) : checker_{checker}, path_{std::move(path)} {}

    void operator()(std::monostate) const {}
    void operator()(Scenario::Override const&) const {}
    void operator()(Scenario::Outlook const&) const {}
    void operator()(Scenario::Attention const&) const {}
    void operator()(Scenario::Accession const&) const {}

    void operator()(Scenario::Opening const& opening) const
    {
        auto const& scenario = checker_.scenario();
        auto const forum = std::ranges::find(scenario.forums, opening.forum, &Scenario::Forum::id);
        if (forum != scenario.forums.end() && forum->proceedings.opens != scenario.time.start) {
            checker_.contradict(
                path_ + "opening", "{} would open twice", "", "leave out its date, or this event",
                {"forums", opening.forum, "opens"}, "it opens at this date", {opening.forum});
        }
    }

    void operator()(Scenario::Funding const& funding) const
    {
        check_purpose(checker_, path_ + "funding", funding.assistance.value_or(0.0),
                      funding.relief.value_or(0.0));
    }

    void operator()(Scenario::FlowShock const& shock) const
    {
        auto const& flows = checker_.scenario().flows;
        bool const any = std::ranges::any_of(flows, [&](Scenario::Flow const& flow) {
            return std::ranges::count(shock.from, flow.origin) > 0 &&
                   std::ranges::count(shock.to, flow.destination) > 0;
        });
        if (!any && !checker_.is_broken_within({"flows"})) {
            checker_.add(path_ + "flow_shock", "no flow is hit by this shock",
                         "the scenario describes none from these states to those",
                         "describe the flow under 'flows' or name other states");
        }
    }

    void operator()(Scenario::ProfileChange const& change) const
    {
        roles(change.roles, "profile", change.state);
    }
    void operator()(Scenario::SelfImageChange const& change) const
    {
        roles(change.roles, "self_image", change.state);
    }

    void operator()(Scenario::Withdrawal const& withdrawal) const
    {
        auto const& scenario = checker_.scenario();
        auto const forum =
            std::ranges::find(scenario.forums, withdrawal.forum, &Scenario::Forum::id);
        if (forum == scenario.forums.end() || checker_.is_broken({"forums", withdrawal.forum}) ||
            checker_.is_broken({"states"})) {
            return;
        }
        auto const members = members_of(forum->members, scenario);
        for (std::size_t i = 0; i < withdrawal.states.size(); ++i) {
            auto const& state = withdrawal.states[i];
            if (std::ranges::count(members, state) == 0 && !accedes(scenario, state, forum->id)) {
                checker_.contradict(
                    path_ + "withdrawal" + "states" + std::to_string(i), "{} cannot leave {}",
                    "it is no member and never joins", "remove it here or add it there",
                    {"forums", forum->id, "members"}, "the members", {state, forum->id});
            }
        }
    }

    void operator()(Scenario::AgendaChange const& change) const
    {
        for (std::size_t i = 0; i < change.add.size(); ++i) {
            auto const position = std::ranges::find(change.remove, change.add[i]);
            if (position != change.remove.end()) {
                checker_.contradict(
                    path_ + "agenda" + "add" + std::to_string(i),
                    "issue {} is both added and removed", "", "keep one of them",
                    path_ + "agenda" + "remove" + std::to_string(position - change.remove.begin()),
                    "it is removed here", {change.add[i]});
            }
        }
    }

  private:
    void roles(Scenario::Roles const& roles, std::string_view key, std::string const& state) const
    {
        if (roles == Scenario::Roles{}) {
            checker_.add(path_ + key, "the roles of state {} would be all 0",
                         "a state needs at least one role: sending, transit or receiving", "",
                         {state});
        }
    }

    Checker const& checker_;
    Path path_;
};

}  // namespace

void check_time(Checker const& checker)
{
    auto const& time = checker.scenario().time;
    auto const& record = checker.scenario().record;
    if (checker.is_broken({"time"})) {
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

void check_organisations(Checker const& checker)
{
    for (auto const& organisation : checker.scenario().organisations) {
        Path const path{"organisations", organisation.id};
        if (!checker.is_broken(path)) {
            check_purpose(checker, path, organisation.assistance, organisation.relief);
        }
    }
}

void check_events(Checker const& checker)
{
    auto const& scenario = checker.scenario();
    auto const& time = scenario.time;
    for (std::size_t i = 0; i < scenario.events.size(); ++i) {
        auto const& event = scenario.events[i];
        Path const path{"events", std::to_string(i)};
        if (checker.is_broken(path) || checker.is_broken({"events"})) {
            continue;
        }
        // an event after the end is none of this run's, so that a scenario can be cut short
        if (event.at && !checker.is_broken({"time"}) && *event.at < time.start) {
            checker.contradict(path + "at", "this happens in {}, before the scenario begins", "",
                               "describe what it led to as the beginning, or leave it out",
                               {"time", "start"}, "the scenario begins here", {event.at->text()});
        }
        std::visit(EventCheck{checker, path}, event.what);
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
    auto const held = [&](Scenario::Proceedings const& forum) {
        auto const tables =
            forum.scope == Scope::single_issue ? issues_of(forum.agenda, scenario).size() : 1;
        return tables *
               (ticks / static_cast<std::size_t>(ticks_in(forum.meets, scenario.time)) + 1);
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
               scenario.record.sessions != Scenario::Record::Sessions::none) {
        checker.add({"record", "sessions"}, "a run would keep the minutes of up to {} sessions",
                    fmt::format("at most {} are held in memory", Limits::sessions),
                    "let forums meet less often, or write 'record: {sessions: none}'",
                    {std::to_string(sessions)});
    }
}

}  // namespace parley
