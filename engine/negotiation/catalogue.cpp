#include "negotiation/catalogue.hpp"

#include "negotiation/alternating_offers.hpp"
#include "negotiation/compromise.hpp"
#include "negotiation/nash_bargaining.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace parley {
namespace {

double value_of(ParameterValues const& values, std::string_view name, double otherwise)
{
    auto const found = values.find(name);
    return found == values.end() ? otherwise : found->second;
}

Protocol make_alternating_offers(ParameterValues const& values)
{
    AlternatingOffers::Params params;
    params.boulware = value_of(values, "tactics.boulware", 0.0);
    params.linear = value_of(values, "tactics.linear", 0.0);
    params.conceder = value_of(values, "tactics.conceder", 0.0);
    params.tit_for_tat = value_of(values, "tactics.tit_for_tat", 0.0);
    params.boulware_beta = value_of(values, "boulware_beta", params.boulware_beta);
    params.conceder_beta = value_of(values, "conceder_beta", params.conceder_beta);
    if (params.boulware + params.linear + params.conceder + params.tit_for_tat == 0.0) {
        params.linear = 1.0;
    }
    return AlternatingOffers{params};
}

Protocol make_compromise(ParameterValues const& values)
{
    return Compromise{{.weighted_median = value_of(values, "mean", 0.0) != 0.0}};
}

Protocol make_nash_bargaining(ParameterValues const&)
{
    return NashBargaining{};
}

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
    return DecisionRule::simple_majority(number_of_members(weights));
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

std::vector<Parameter> parameters_of_alternating_offers()
{
    AlternatingOffers::Params const defaults;
    return {
        {.name = "tactics.boulware",
         .about =
             "weight of the Boulware tactic: firm until late; without any weight all are linear",
         .maximum = 1e6},
        {.name = "tactics.linear", .about = "weight of conceding steadily", .maximum = 1e6},
        {.name = "tactics.conceder",
         .about = "weight of the conceder tactic: yielding early",
         .maximum = 1e6},
        {.name = "tactics.tit_for_tat",
         .about = "weight of conceding as much as the others have since the last turn",
         .maximum = 1e6},
        {.name = "boulware_beta",
         .about = "how the Boulware tactic concedes: range x time^(1 / beta), beta below 1",
         .default_value = defaults.boulware_beta,
         .minimum_excluded = true,
         .maximum_excluded = true},
        {.name = "conceder_beta",
         .about = "how the conceder tactic concedes: range x time^(1 / beta), beta above 1",
         .default_value = defaults.conceder_beta,
         .minimum = 1.0,
         .maximum = 1000.0,
         .minimum_excluded = true},
    };
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

auto const& protocols()
{
    static std::array const entries{
        ProtocolEntry{"alternating_offers",
                      "stacked alternating offers: in turn members accept, replace or leave",
                      parameters_of_alternating_offers(), make_alternating_offers, false},
        ProtocolEntry{"compromise",
                      "mean declared position weighted by power and salience, put to the vote",
                      {{.name = "mean",
                        .about = "which mean of declared positions is proposed",
                        .choices = {"weighted_mean", "weighted_median"}}},
                      make_compromise,
                      true},
        ProtocolEntry{"nash_bargaining",
                      "the Nash bargaining solution weighted by power, computed",
                      {},
                      make_nash_bargaining,
                      true},
    };
    return entries;
}

auto const& rules()
{
    static std::array const entries{
        RuleEntry{"unanimity", "every member must consent", {}, make_unanimity},
        RuleEntry{"consensus",
                  "those who object may hold a small share of the power",
                  {{.name = "objection",
                    .about = "share of the power that may object",
                    .default_value = 0.1,
                    .maximum_excluded = true}},
                  make_consensus},
        RuleEntry{"qualified_majority", "shares of several weights are needed at once",
                  parameters_of_qualified_majority(), make_qualified_majority},
        RuleEntry{"simple_majority", "more than half of the members", {}, make_simple_majority},
    };
    return entries;
}

template <class Entries>
auto const* find(Entries const& entries, std::string_view name)
{
    auto const found =
        std::ranges::find_if(entries, [&](auto const& entry) { return entry.name == name; });
    return found == entries.end() ? nullptr : &*found;
}

}  // namespace

std::span<ProtocolEntry const> protocol_catalogue()
{
    return protocols();
}
std::span<RuleEntry const> rule_catalogue()
{
    return rules();
}

ProtocolEntry const* find_protocol(std::string_view name)
{
    return find(protocols(), name);
}
RuleEntry const* find_rule(std::string_view name)
{
    return find(rules(), name);
}

}  // namespace parley
