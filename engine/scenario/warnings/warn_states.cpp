#include "scenario/forums/pairs.hpp"
#include "scenario/reading/checker.hpp"
#include "scenario/selections.hpp"
#include "scenario/warnings/warnings.hpp"

#include <algorithm>
#include <set>

namespace parley {

namespace {

using Names = std::set<std::string>;

void add_all(Names& names, std::vector<std::string> const& more)
{
    names.insert(more.begin(), more.end());
}

/// The states that negotiate at some time, or authorities below them.
Names negotiating(Scenario const& scenario)
{
    Names names;
    for (auto const& forum : scenario.forums) {
        add_all(names, members_of(forum.members, scenario));
    }
    for (auto const& [a, b] : pairs_of(scenario)) {
        names.insert({a, b});
    }
    for (auto const& event : scenario.events) {
        if (auto const* accession = event.as<Accession>()) {
            names.insert(accession->states.begin(), accession->states.end());
        }
    }
    for (auto const& authority : scenario.authorities) {
        names.insert(authority.of);
    }
    return names;
}

/// The states that migrants leave, cross or reach.
Names concerned(Scenario const& scenario)
{
    Names names;
    for (auto const& flow : scenario.flows) {
        names.insert({flow.origin, flow.destination});
    }
    for (auto const& route : scenario.routes) {
        names.insert(route.via);
    }
    return names;
}

/// A table of the world may hold more states than a scenario is about: then nothing is said.
void warn_of_bystanders(Checker const& checker)
{
    auto const& states = checker.scenario().states;
    auto const at_tables = negotiating(checker.scenario());
    auto const on_the_move = concerned(checker.scenario());
    auto const stands_by = [&](written::State const& state) {
        return !at_tables.contains(state.id) && !on_the_move.contains(state.id);
    };
    if (2 * std::ranges::count_if(states, stands_by) > std::ssize(states)) {
        return;
    }
    for (auto const& state : states) {
        if (stands_by(state)) {
            checker.add({"states", state.id}, "state {} takes part in nothing",
                        "it is in no forum, and no flow leads from it, through it or to it",
                        "make it a member of a forum, or leave it out", {state.id});
        }
    }
}

/// Is every state as powerful as any other by default? Where that is written it is meant.
void warn_of_power(Checker const& checker)
{
    auto const& states = checker.scenario().states;
    bool const alike = std::ranges::all_of(states, [](written::State const& state) {
        return state.power == 1.0 && state.power_spread == 0.0 && state.population &&
               state.gdp_per_head && *state.gdp_per_head > 0.0;
    });
    bool const meant = std::ranges::any_of(states, [&](written::State const& state) {
        return checker.is_given({"states", state.id, "power"});
    });
    if (states.size() < 2 || !alike || meant) {
        return;
    }
    auto const product = [](written::State const& state) {
        return *state.population * *state.gdp_per_head;
    };
    auto const [least, most] = std::ranges::minmax_element(states, {}, product);
    if (product(*most) > 2.0 * product(*least)) {
        checker.add({"states"}, "every state has a power of 1",
                    "their products differ, and are given by population and gdp_per_head",
                    "give 'power', such as the share of a state in the product of all, or 1 where "
                    "all are to weigh alike");
    }
}

/// The first state that gives a key, if any does.
template <class Member>
written::State const* first_with(Scenario const& scenario, Member member)
{
    auto const found = std::ranges::find_if(
        scenario.states, [&](written::State const& state) { return (state.*member).has_value(); });
    return found != scenario.states.end() ? &*found : nullptr;
}

/// Numbers of states that no part of the scenario asks for.
void warn_of_unused(Checker const& checker)
{
    auto const& scenario = checker.scenario();
    auto const takes_team = [](written::Proceedings const& forum) {
        return forum.talks && forum.talks->team;
    };
    bool const teams =
        (scenario.bilateral && takes_team(scenario.bilateral->proceedings)) ||
        std::ranges::any_of(scenario.forums, takes_team, &written::Forum::proceedings);
    if (auto const* state = first_with(scenario, &written::State::teams);
        state != nullptr && !teams) {
        checker.add({"states", state->id, "teams"}, "how many talks {} can hold changes nothing",
                    "no talks of the scenario occupy a team",
                    "give the talks of a forum 'team: true', or leave teams out", {state->id});
    }
    auto const* state = first_with(scenario, &written::State::capacity);
    if (state != nullptr && !scenario.capacity) {
        checker.add({"states", state->id, "capacity"}, "the capacity of {} changes nothing",
                    "without the section 'capacity' every state can do all it must",
                    "write 'capacity: {growth: 0.02}', or leave capacities out", {state->id});
    }
    bool const dyadic = std::ranges::any_of(scenario.issues, [](written::Issue const& issue) {
        return issue.policy == PolicyReach::dyadic;
    });
    if (scenario.interests.dyadic_roles > 0.0 && !dyadic) {
        checker.add({"interests", "dyadic_roles"}, "'dyadic_roles' changes nothing",
                    "no issue is dyadic", "give an issue 'policy: dyadic', or leave this out");
    }
}

}  // namespace

void warn_of_states(Checker const& checker)
{
    warn_of_bystanders(checker);
    warn_of_power(checker);
    warn_of_unused(checker);
}

}  // namespace parley
