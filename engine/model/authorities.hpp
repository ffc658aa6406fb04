#pragma once

#include "model/world.hpp"

namespace parley {

/// The A regions, cities and border states of a scenario: agents below a state, each for a share of
/// its people. What an authority does not give is its state's.
struct Authorities {
    std::vector<std::string> id;  ///< no state has the same
    std::vector<std::string> name;
    std::vector<StateId> of;  ///< the state that it belongs to
    /// of that state's people, and of what its policy does to them, in (0, 1]; those of one state
    /// sum to 1 at most
    Vector share;
    StateKeys<EveryState> keys{};        ///< NaN: as its state
    Matrix profile{};                    ///< [A, role] where it is its own
    Matrix self_image{};                 ///< [A, role] where it is its own
    std::vector<char> own_profile{};     ///< [A] has it a profile of its own?
    std::vector<char> own_self_image{};  ///< [A] and a self-image?

    [[nodiscard]] Eigen::Index count() const { return share.size(); }
};

/// Where authorities decide what their states leave to them.
///
/// Authority a of state i departs from its state's policy z_ik by delta_ak in [-l_k, l_k], l the
/// latitude of a devolved issue and 0 on others. What binds authorities binds them as agreements
/// bind states (see `Regime`), with their state's policy in the place of what they would do alone,
///
///     delta* = clamp(B (xbar - z_ik), -l_k, l_k),   delta += rate_i (delta* - delta),
///
/// so that a deviation follows its state's policy, and returns to it when nothing binds any more.
/// It shifts the policy of the state that is in effect by d_k sum_a share_a delta_ak, d how far the
/// issue is devolved.
///
/// Authorities negotiate in a world of their own, in the place of states: they have interests by
/// their roles as states have, with the national variation, overrides and attention of their state,
/// but no externality, partners or red lines.
class LocalLevel {
  public:
    /// Nobody has departed from anything yet. The states' powers and self-images are drawn, and
    /// their exposures those of the start.
    LocalLevel(Authorities authorities, World const& states);

    [[nodiscard]] Authorities const& authorities() const { return authorities_; }

    /// Authorities as members of forums: their places stand where those of states do.
    [[nodiscard]] World const& world() const { return world_; }
    [[nodiscard]] World& world() { return world_; }

    [[nodiscard]] Matrix const& deviation() const { return deviation_; }  ///< [A, K]

    /// Interests and policies follow the states', whose flows are `traffic` [N] times what they
    /// were. O(A K).
    void renew(World const& states, VectorView traffic);

    /// Deviations move by `rate` [N] of the way to their targets, after the policies of states have
    /// moved; what is in effect follows.
    void implement(World& states, VectorView rate);

    /// What agreements of authorities shift the policies of states by [N, K].
    [[nodiscard]] Matrix shift(World const& states) const;

    /// Payoff to each authority [A] of its own local policy, z + delta, by its actual interests: an
    /// inhabitant's, as it were, so that a state's is comparable; its share says of how many.
    [[nodiscard]] Vector payoff() const;

  private:
    void take_over(World const& states, VectorView traffic);
    void follow(Matrix policy);

    Authorities authorities_;
    World world_;
    Matrix deviation_;  // [A, K]
};

}  // namespace parley
