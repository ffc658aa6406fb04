#pragma once

#include "model/world.hpp"

#include <array>
#include <string_view>

namespace parley {

/// By what the gains of states are summed up: every state alike, by its population, by its power.
/// The weights p_i of each sum to 1.
enum class Weighting { equal, population, power };
inline constexpr std::array<std::string_view, 3> weighting_names{"equal", "population", "power"};

/// What agreements have brought each state [N] by its actual interests,
///
///     u_i(z) - u_i(z0),
///
/// z the policies in force, z0 what would be in force had nobody ever agreed to anything. `payoffs`
/// [N] are those of z. O(N K + pairs of partners x dyadic issues).
[[nodiscard]] Vector gains(World const& world, VectorView payoffs);

/// What transfers in dollars bring each state [N], USD a year, below 0 what they cost it; sums to
/// 0. NaN where the scenario has none.
[[nodiscard]] Vector received(World const& world);

/// Joint gain by each weighting [3]: sum_i p_i (u_i(z) - u_i(z0)), a mean over states. NaN by
/// population where that of a state is not known. `gains` [N].
[[nodiscard]] Vector joint_gains(World const& world, VectorView gains);

/// The most that policies could bring all states together by each weighting [3]. Policy by policy,
/// and not one text for all: the policy of state j on an issue is best at the mean, weighted by
/// p_i s_ik, of what j wants itself, with weight 1 - eps, and of what the others expect of it, with
/// weight eps G_ij; on a dyadic issue likewise pair by pair. Of an issue with options it is the
/// option that j likes best, and transfers are left out: their sum is not in question. Never below
/// 0; NaN as above. O(ties x issues).
[[nodiscard]] Vector best_joint_gains(World const& world);

/// Joint gains as a share of the best [3]; NaN where the best is below 1e-6.
[[nodiscard]] Vector joint_gain_shares(VectorView joint, VectorView best);

/// Is there substantive progress? Hard issues have moved by 0.1 or more (see `movement`), and
/// states have gained together, however they are weighed: `joint` [3] is above 0 by every weighting
/// that is known.
[[nodiscard]] bool substantive(double hard_movement, VectorView joint);

/// Share of the states to which agreements brought less than nothing, in [0, 1]: by more than 1e-9
/// of what a state has at stake. `gains` [N].
[[nodiscard]] double losers(World const& world, VectorView gains);

}  // namespace parley
