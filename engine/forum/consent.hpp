#pragma once

#include "negotiation/outcome.hpp"
#include "negotiation/table.hpp"

namespace parley {

/// What comes of terms [K] that lie on a table and on which nobody bargains any more: agreed, where
/// those who do not object carry the rule, else overtaken. `would_sign` [n] are those whom an
/// `opt_in` treaty is to bind: those of them who are better off outside do not sign, one after the
/// other, the one that loses most, in its unit, first. Under other rules it means nothing. O(n),
/// and under `opt_in` O(n) payoffs for each that stays out.
[[nodiscard]] Outcome consent_to(Table const& table, VectorView terms,
                                 std::vector<char> would_sign);

}  // namespace parley
