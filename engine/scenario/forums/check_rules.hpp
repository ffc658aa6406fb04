#pragma once

#include "negotiation/catalogue.hpp"
#include "scenario/reading/checker.hpp"
#include "scenario/scenario.hpp"

#include <string>
#include <vector>

namespace parley {

/// The weights that a decision rule may refer to, of states by id. Without `population` and `gdp`
/// where those of a member are not known.
[[nodiscard]] RuleWeights weights_of(std::vector<std::string> const& members,
                                     Scenario const& scenario);

/// The same of all states or authorities that may ever sit in a forum, those included that join it
/// by an event.
[[nodiscard]] RuleWeights weights_at(written::Forum const& forum, Scenario const& scenario);

/// Adds a mistake where members with these weights cannot decide by a rule.
void check_rule(Checker const& checker, Path const& path, written::Method const& given,
                RuleWeights const& weights);

}  // namespace parley
