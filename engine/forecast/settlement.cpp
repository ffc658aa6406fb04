#include "forecast/settlement.hpp"

#include <algorithm>

namespace parley {

namespace {

double constexpr negligible = 1e-9;  // chances

}  // namespace

Vector const& SettlementWeights::of(std::string const& kind_of_issue) const
{
    auto const found = by_kind.find(kind_of_issue);
    return found == by_kind.end() ? overall : found->second;
}

Distribution settlement(Matrix parts, std::string const& kind, SettlementWeights const& weights)
{
    auto const past = std::ranges::find(weights.parts, "past");
    if (past != weights.parts.end()) {
        parts.row(past - weights.parts.begin()) = weights.past.transpose();
    }
    Vector chance = parts.transpose() * weights.of(kind);
    chance = (chance.array() < negligible).select(0.0, chance);
    return distribution_of(Vector::LinSpaced(settlement_places, 0.0, 100.0), chance);
}

Distribution settlement(Dossier const& issue, SettlementWeights const& weights)
{
    return settlement(chances_of_parts(issue, weights.parts), issue.kinds.front(), weights);
}

}  // namespace parley
