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

DecisionRule make_unanimity(ParameterValues const&, RuleWeights const& weights)
{
    return DecisionRule::unanimity(number_of_members(weights));
}

DecisionRule make_consensus(ParameterValues const& values, RuleWeights const& weights)
{
    return DecisionRule::consensus(weight_of(weights, "power", "consensus"),
                                   value_of(values, "objection", 0.1));
}

DecisionRule make_simple_majority(ParameterValues const&, RuleWeights const& weights)
{
    return DecisionRule::qualified_majority(
        {{.weight = weight_of(weights, "members", "simple_majority"),
          .share = 0.5,
          .exceed = true}});
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
    return DecisionRule::qualified_majority(std::move(thresholds), blocking_minority);
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
        RuleEntry{"unanimity", "every member must consent", {}, make_unanimity, true},
        RuleEntry{"consensus",
                  "those who object may hold a small share of the power",
                  {{.name = "objection",
                    .about = "share of the power that may object",
                    .default_value = 0.1,
                    .maximum_excluded = true}},
                  make_consensus},
        RuleEntry{"qualified_majority", "shares of several weights are needed at once",
                  parameters_of_qualified_majority(), make_qualified_majority},
        RuleEntry{
            "simple_majority", "more than half of the members", {}, make_simple_majority, true},
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
