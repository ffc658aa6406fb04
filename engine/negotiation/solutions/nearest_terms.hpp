#pragma once

#include "negotiation/table.hpp"

#include <optional>

namespace parley {

/// How near a table is to an agreement of all: the terms at which the member that gains least gains
/// most,
///
///     max_x min_i (u_i(x) - r_i) / unit_i
///
/// over the terms x that red lines leave and the members who have anything at stake, all of them
/// signing; unit_i is Table::unit. Where the least gain is above 0 all could gain, and it was the
/// way of bargaining, the time or the rule that kept them from it.
struct NearestTerms {
    Vector terms;             ///< [K] x
    double least_gain = 0.0;  ///< there, as a share of the unit of the member that has it
    /// The member without whose consent all others, two or more, would gain, of several the one
    /// that would lose least; none: all could gain, or more than one stands in the way.
    std::optional<Eigen::Index> all_but{};
    Vector terms_of_others{};  ///< [K] where the least of the others gains most; empty: none
    double lost = 0.0;         ///< payoff that `all_but` would lose there, >= 0

    /// Could all who have anything at stake gain at once?
    [[nodiscard]] bool all_could_gain() const;
};

/// Nothing where red lines clash, an issue has options, a member has no reservation value, or
/// nobody has anything at stake. Of members in the way the eight that are blamed most are looked
/// at. O(9 largest least gains).
[[nodiscard]] std::optional<NearestTerms> nearest_terms(Table const& table);

}  // namespace parley
