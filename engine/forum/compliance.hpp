#pragma once

#include "forum/forum.hpp"

namespace parley {

/// A party that has left what a forum agreed.
struct Defection {
    StateId state;
    ForumId forum;
    std::vector<IssueId> issues;       ///< on which it was bound
    std::vector<StateId> left_behind;  ///< the other parties to any of them
};

/// What a state would gain by leaving the agreements of a forum, by perceived interests, as a share
/// of what is at stake for it on the issues on which they bind it: its own policies would head
/// elsewhere while the others' stay,
///
///     sum_k v_k(target without the forum) - v_k(target)  /  sum_k stake_k,
///
/// v_k the payoff of its own policy on issue k, of a position - (1 - eps_k) s_ik (z - theta_ik)^2,
/// and stake_k its salience, value, or what lies between its best and worst option. On a dyadic
/// issue what its partners do towards it ends with what it does towards them, both weighted by
/// interdependence, and at stake is what lies with partners whom the forum binds. 0 where nothing
/// is at stake.
[[nodiscard]] double gain_from_leaving(World const& world, StateId state, ForumId forum);

/// Does it leave? It does when that is worth more than staying by more than the forum's sanction;
/// it is then released from all that binds it through the forum. Nobody leaves a forum without
/// `sanction`. O(K), and on dyadic issues O(partners c^2), c agreements that bind a state.
[[nodiscard]] std::optional<Defection> leaving(World& world, Forum const& forum, ForumId id,
                                               StateId state);

}  // namespace parley
