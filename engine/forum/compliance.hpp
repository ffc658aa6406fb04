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
/// v_k is the payoff of its own policy on issue k, for a position - (1 - eps_k) s_ik (z -
/// theta_ik)^2, and stake_k its salience, its value, or the difference between its best and worst
/// option. On a dyadic issue the policies of its partners towards it end together with its own
/// towards them. Both are weighted by interdependence, and only partners that the forum binds
/// count. What organisations pay for staying is lost (`worth_of_staying`). 0 where nothing is at
/// stake.
[[nodiscard]] double gain_from_leaving(World const& world, StateId state, ForumId forum);

/// Is that more than a sanction >= 0, a share of what is at stake? Organisations that watch what
/// was agreed raise it to 1 + m times as much, m the mean of Secretariat::monitoring over the
/// issues that bind the state, weighted by stake_k.
[[nodiscard]] bool pays_to_leave(World const& world, StateId state, ForumId forum, double sanction);

/// Releases a state from everything that binds it through a forum, if leaving pays more than the
/// forum's `sanction`. No state leaves a forum without `sanction`. O(K),
/// and on dyadic issues O(partners c^2), with c agreements that bind a state.
[[nodiscard]] std::optional<Defection> leave_if_worth_it(World& world, Forum const& forum,
                                                         ForumId id, StateId state);

}  // namespace parley
