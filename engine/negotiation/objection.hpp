#pragma once

#include "negotiation/protocol.hpp"
#include "negotiation/red_line_box.hpp"

#include <span>
#include <vector>

namespace parley {

/// Does a member object to terms [K]? It does when they give it less than its reservation value, or
/// cross one of its red lines. Payoffs closer than Table::tolerance count as equal.
[[nodiscard]] bool objects(Table const& table, Eigen::Index member, VectorView terms);

/// Who does not object to terms [n].
[[nodiscard]] std::vector<char> consent(Table const& table, VectorView terms);

/// How members vote. Who neither is in favour nor abstains is against.
struct Ballot {
    std::vector<char> in_favour;   ///< [n]
    std::vector<char> abstaining;  ///< [n]; empty where the table's rule lets nobody abstain
};

/// The votes on terms [K] that some accept [n]: where members may abstain, each does to whom they
/// bring or cost no more than it is indifferent to, |u_i(x) - r_i| <= indifference stake_i, and
/// whose red lines they do not cross, whether it accepts them or not; the others who accept are in
/// favour. O(n K), O(n) where nobody may abstain.
[[nodiscard]] Ballot ballot(Table const& table, VectorView terms, std::vector<char> accepting);

/// Do terms [K] that some accept [n] carry the table's rule?
[[nodiscard]] bool carries(Table const& table, VectorView terms, std::span<char const> accepting);

/// Members that are not in the way of an agreement [n]: members in favour and, where abstentions do
/// not count and somebody votes against, members that abstain.
[[nodiscard]] std::vector<char> not_in_the_way(Table const& table, Ballot const& votes);

/// What each member without consent has against terms: a block for every red line crossed, and one
/// for the reservation value where the terms as a whole give less; by member, then issue, the terms
/// as a whole first. A member with neither is listed with shortfall 0: it was not won over.
[[nodiscard]] std::vector<Block> objections(Table const& table, VectorView terms,
                                            std::span<char const> consenting);

/// A table broken off with the terms in force; who blocked it is still to be said.
[[nodiscard]] Outcome nothing_agreed(Table const& table);

/// An agreement on terms [K] that binds all members; in favour are those who do not object, and
/// those who accepted [n], but for those who abstain.
[[nodiscard]] Outcome agreed_by(Table const& table, VectorView terms,
                                std::span<char const> accepted);

/// The best terms [K] for a member that the red lines allow; the box is without clashes.
[[nodiscard]] Vector best_terms(Table const& table, RedLineBox const& box, Eigen::Index member);

/// The table broken off because red lines leave no position open: the terms in force, and for each
/// clash both members, each short by what the middle of the gap would cost it beyond what it bears.
[[nodiscard]] Outcome broken_off_by(Table const& table, RedLineBox const& box);

}  // namespace parley
