#include "scenario/forums/check_rules.hpp"

#include "scenario/format/wording.hpp"
#include "scenario/selections.hpp"

#include <algorithm>
#include <map>
#include <stdexcept>
#include <string_view>

namespace parley {
namespace {

using StatesById = std::map<std::string_view, written::State const*>;

StatesById by_id(Scenario const& scenario)
{
    StatesById states;
    for (auto const& state : scenario.states) {
        states.emplace(state.id, &state);
    }
    return states;
}

/// The weights that a decision rule may refer to, of members whose numbers these are.
RuleWeights weights_of(std::vector<StateKeys<OneState>> const& members)
{
    RuleWeights weights{{"members", std::vector<double>(members.size(), 1.0)}};
    bool population = true;
    bool gdp = true;
    for (auto const& member : members) {
        population = population && member.population;
        gdp = gdp && member.population && member.gdp_per_head;
        weights["power"].push_back(member.power);
        weights["population"].push_back(member.population.value_or(0.0));
        weights["gdp"].push_back(member.population.value_or(0.0) *
                                 member.gdp_per_head.value_or(0.0));
    }
    if (!population) {
        weights.erase("population");
    }
    if (!gdp) {
        weights.erase("gdp");
    }
    return weights;
}

/// The same of authorities by id.
RuleWeights weights_of_authorities(std::vector<std::string> const& members,
                                   Scenario const& scenario)
{
    auto const states = by_id(scenario);
    std::vector<StateKeys<OneState>> keys;
    for (auto const& authority : scenario.authorities) {
        if (std::ranges::count(members, authority.id) > 0) {
            auto own = static_cast<StateKeys<OneState> const&>(*states.at(authority.of));
            own.population = population_of(authority, scenario);
            own.power = authority.power.value_or(own.power);
            keys.push_back(own);
        }
    }
    return weights_of(keys);
}

/// The members, and those who join later: a decision rule must fit them too.
std::vector<std::string> with_acceding(std::vector<std::string> members, std::string const& forum,
                                       Scenario const& scenario)
{
    for (auto const& event : scenario.events) {
        auto const* accession = event.as<Accession>();
        if (accession != nullptr && accession->forum == forum) {
            members.insert(members.end(), accession->states.begin(), accession->states.end());
        }
    }
    return members;
}

/// The parameters of a decision rule, for a message to those who gave too few.
std::string parameters_of(RuleEntry const& rule)
{
    std::vector<std::string_view> names;
    names.reserve(rule.parameters.size());
    for (auto const& parameter : rule.parameters) {
        names.push_back(parameter.name);
    }
    return names.empty() ? "" : "its parameters are " + any_of(names);
}

}  // namespace

RuleWeights weights_of(std::vector<std::string> const& members, Scenario const& scenario)
{
    auto const states = by_id(scenario);
    std::vector<StateKeys<OneState>> keys;
    keys.reserve(members.size());
    for (auto const& member : members) {
        keys.push_back(static_cast<StateKeys<OneState> const&>(*states.at(member)));
    }
    return weights_of(keys);
}

RuleWeights weights_at(written::Forum const& forum, Scenario const& scenario)
{
    return forum.is_of_authorities()
               ? weights_of_authorities(authorities_of(forum.authorities, scenario), scenario)
               : weights_of(with_acceding(members_of(forum.members, scenario), forum.id, scenario),
                            scenario);
}

void check_rule(Checker const& checker, Path const& path, written::Method const& given,
                RuleWeights const& weights)
{
    for (std::string const weight : {"population", "gdp"}) {
        auto const found = given.values.find("thresholds." + weight);
        if (found != given.values.end() && found->second > 0.0 && !weights.contains(weight)) {
            checker.add(path + "thresholds" + weight, "the {} of some members is not known",
                        "this rule counts it",
                        weight == "gdp" ? "give population and gdp_per_head of every member"
                                        : "give population of every member",
                        {weight});
            return;
        }
    }
    try {
        if (auto const* rule = find_rule(given.name)) {
            (void)rule->make(given.values, weights);
        }
    } catch (std::invalid_argument const& error) {
        checker.add(path, "{} cannot be used so", error.what(),
                    parameters_of(*find_rule(given.name)), {given.name});
    }
}

}  // namespace parley
