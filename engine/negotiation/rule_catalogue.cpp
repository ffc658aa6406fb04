#include "negotiation/catalogue.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

namespace parley {
namespace {

std::vector<double> const& weight_of(RuleWeights const& weights, std::string_view name,
                                     std::string_view parameter)
{
    auto const found = weights.find(name);
    if (found == weights.end()) {
        throw std::invalid_argument(std::string{parameter} + ": the members' " + std::string{name} +
                                    " is not known");
    }
    return found->second;
}

int number_of_members(RuleWeights const& weights)
{
    return static_cast<int>(weight_of(weights, "members", "rule").size());
}

/// The rule with what its parameters say of abstentions.
DecisionRule with_abstention(DecisionRule const& rule, ParameterValues const& values,
                             RuleWeights const& weights)
{
    DecisionRule::Abstention const abstention{
        .indifference = value_of(values, "indifference", 0.0),
        .counts_against = value_of(values, "abstentions", 0.0) != 0.0,
        .quorum = value_of(values, "quorum", 0.0)};
    return abstention == DecisionRule::Abstention{}
               ? rule
               : rule.with(abstention, weight_of(weights, "members", "quorum"));
}

/// The parameters of a rule, then those of abstentions.
std::vector<Parameter> and_abstention(std::vector<Parameter> parameters)
{
    parameters.push_back({.name = "indifference",
                          .about = "who gains or loses no more than this share of what is at stake "
                                   "for it abstains; 0: nobody abstains"});
    parameters.push_back({.name = "abstentions",
                          .about =
                              "as what an abstention counts: as no vote at all, so that shares "
                              "are of those who vote, or as a vote against",
                          .choices = {"not_counted", "against"}});
    parameters.push_back(
        {.name = "quorum", .about = "share of the members who must vote for or against"});
    return parameters;
}

DecisionRule make_unanimity(ParameterValues const& values, RuleWeights const& weights)
{
    return with_abstention(DecisionRule::unanimity(number_of_members(weights)), values, weights);
}

DecisionRule make_consensus(ParameterValues const& values, RuleWeights const& weights)
{
    return with_abstention(DecisionRule::consensus(weight_of(weights, "power", "consensus"),
                                                   value_of(values, "objection", 0.1)),
                           values, weights);
}

DecisionRule make_simple_majority(ParameterValues const& values, RuleWeights const& weights)
{
    return with_abstention(DecisionRule::qualified_majority(
                               {{.weight = weight_of(weights, "members", "simple_majority"),
                                 .share = 0.5,
                                 .exceed = true}}),
                           values, weights);
}

DecisionRule make_qualified_majority(ParameterValues const& values, RuleWeights const& weights)
{
    std::vector<DecisionRule::Threshold> thresholds;
    for (std::string_view const weight : {"members", "population", "power", "gdp"}) {
        std::string const parameter = "thresholds." + std::string{weight};
        double const share = value_of(values, parameter, 0.0);
        if (share > 0.0) {
            thresholds.push_back({weight_of(weights, weight, parameter), share, false});
        }
    }
    if (thresholds.empty()) {
        throw std::invalid_argument(
            "thresholds: a qualified majority needs at least one threshold");
    }
    int const blocking_minority = static_cast<int>(value_of(values, "blocking_minority", 0.0));
    return with_abstention(
        DecisionRule::qualified_majority(std::move(thresholds), blocking_minority), values,
        weights);
}

DecisionRule make_opt_in(ParameterValues const& values, RuleWeights const& weights)
{
    return DecisionRule::opt_in(number_of_members(weights),
                                static_cast<int>(value_of(values, "minimum_participation", 2.0)));
}

std::vector<Parameter> parameters_of_qualified_majority()
{
    return {
        {.name = "thresholds.members", .about = "share of the members needed; 0: not asked for"},
        {.name = "thresholds.population",
         .about = "share of the population needed; 0: not asked for"},
        {.name = "thresholds.power", .about = "share of the power needed; 0: not asked for"},
        {.name = "thresholds.gdp", .about = "share of the GDP needed; 0: not asked for"},
        {.name = "blocking_minority",
         .about = "fewer objectors than this never block, in members; 0: no such clause",
         .maximum = 1000.0,
         .whole = true},
    };
}

auto const& rules()
{
    static std::array const entries{
        RuleEntry{"unanimity", "every member must consent", and_abstention({}), make_unanimity,
                  true},
        RuleEntry{"consensus", "those who object may hold a small share of the power",
                  and_abstention({{.name = "objection",
                                   .about = "share of the power that may object",
                                   .default_value = 0.1,
                                   .maximum_excluded = true}}),
                  make_consensus},
        RuleEntry{"qualified_majority", "shares of several weights are needed at once",
                  and_abstention(parameters_of_qualified_majority()), make_qualified_majority},
        RuleEntry{"simple_majority", "more than half of the members", and_abstention({}),
                  make_simple_majority, true},
        RuleEntry{"opt_in",
                  "members sign while it pays, and only they are bound",
                  {{.name = "minimum_participation",
                    .about = "signatories below which the agreement is void, in members",
                    .default_value = 2.0,
                    .minimum = 1.0,
                    .maximum = 1000.0,
                    .whole = true}},
                  make_opt_in,
                  true},
    };
    return entries;
}

}  // namespace

std::span<RuleEntry const> rule_catalogue()
{
    return rules();
}

RuleEntry const* find_rule(std::string_view name)
{
    auto const* const found = std::ranges::find(rules(), name, &RuleEntry::name);
    return found == rules().end() ? nullptr : &*found;
}

}  // namespace parley
