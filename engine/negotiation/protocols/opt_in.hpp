#pragma once

#include "negotiation/protocol.hpp"

#include <functional>
#include <span>

namespace parley {

/// A coalition of the willing: members sign while it pays, each deviation judged with the terms
/// that the resulting coalition would negotiate [Barrett 1994; Carraro and Siniscalco 1993].
///
/// A wrapper around any protocol. Under a rule that is not `opt_in` it only passes the table on.
/// Under `opt_in` the members of a coalition negotiate among themselves, under unanimity, and
///
/// - at first everybody is in it; if they come to no agreement, it is the broadest coalition with a
///   gain for all its members (see broadest_coalition; this step is ours), or everybody where none
///   is found; while that comes to no agreement, the member that falls furthest short (in
///   Table::unit; of equals the one with least power, then the first) stays out;
/// - then deviations: a *withdrawal* of a signatory that is better off outside, an *accession* of
///   an outsider that is no worse off inside, if they then agree; the best first, ties by index;
///   the indifferent, to 1e-9, stay or join;
/// - a coalition seen before ends the search as `cycling`, without agreement;
/// - fewer than the rule's minimum participation make the treaty void: everybody gets its
///   reservation value, and a withdrawal that voids the treaty is judged as such.
///
/// What holds for outsiders is what is in force for them; they are no signatories. What a coalition
/// means for them follows from the table's externality, see Table::payoff_when, or from a function
/// that is given. With neither their payoff is the reservation value, so that nobody ever
/// withdraws, and withdrawals are not looked at.
///
/// Where no terms could make a member's change of sides the best one (see FoldedExternality), its
/// talks are left out: the search finds the same coalition with far fewer talks. Talks get the
/// table of a coalition without `externality`, folded into payoffs. Every coalition is negotiated
/// with the same random numbers and remembered. `rounds` and trace are those of the talks of the
/// last coalition.
class OptIn {
  public:
    /// The payoff of a member, signatory or not, when `signatories` [n] adopt `terms` [K].
    using Payoff = std::function<double(Table const& table, Eigen::Index member,
                                        std::span<char const> signatories, VectorView terms)>;

    explicit OptIn(Protocol talks, Payoff payoff = {});

    /// Negotiates as above. Talks of at most n coalitions on the way to one that agrees, and of at
    /// most n for each deviation.
    [[nodiscard]] Outcome operator()(Table const& table, RandomStream& random, Trace trace) const;

  private:
    Protocol talks_;
    Payoff payoff_;
};

}  // namespace parley
