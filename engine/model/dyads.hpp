#pragma once

#include "support/id.hpp"
#include "support/matrix.hpp"

#include <optional>
#include <span>
#include <vector>

namespace parley {

/// One agreement's hold on one state and issue.
struct Commitment {
    ForumId forum;
    double terms;               ///< in [0, 1]
    double bindingness;         ///< in (0, 1]
    std::optional<int> lapses;  ///< first tick at which it binds no longer
    int tick;                   ///< of signing
    std::size_t parties;        ///< whom the agreement bound when it came into force
};

/// Policies that states have towards each other on a dyadic issue: z_ij of state i towards its
/// partner j.
///
/// Between two states holds the most specific agreement that binds both: the one with the fewest
/// parties, of equals the one signed last, then that of the forum with the greatest id. With its
/// terms x and bindingness b
///
///     z*_ij = z0_i + b (x - z0_i),   z_ij += rate_i (z*_ij - z_ij),
///
/// z0_i what state i would do alone; where nothing holds between them, z*_ij = z0_i.
class Dyads {
  public:
    /// of one state on the issue, at most one a forum
    using Commitments = std::vector<Commitment>;

    /// Policy starts at the national status quo [N] towards everybody.
    explicit Dyads(VectorView status_quo);

    /// z_ij in force [N, N]; the diagonal means nothing.
    [[nodiscard]] Matrix const& policy() const { return policy_; }

    /// What holds between two states, if anything does.
    [[nodiscard]] std::optional<Commitment> const& between(StateId i, StateId j) const;

    /// What would hold between two states with these commitments without what a forum holds them
    /// to. O(c_i c_j), c commitments a state.
    [[nodiscard]] static std::optional<Commitment> between(Commitments const& of_i,
                                                           Commitments const& of_j,
                                                           ForumId without);

    /// Where a state heads that does `alone` in [0, 1] without what is held.
    [[nodiscard]] static double target(std::optional<Commitment> const& held, double alone);

    /// The commitments of `changed` states are others than before; those of all states [N].
    /// O(changed N c^2).
    void renew(std::span<StateId const> changed, std::span<Commitments const> commitments);

    /// `parties` [n] are bound by a new agreement and were not by its forum. O(n^2).
    void add(std::span<StateId const> parties, Commitment const& commitment);

    /// Moves policies by `rate` [N] in [0, 1] of the way to their targets, z0 being `alone` [N].
    /// O(N^2).
    void implement(VectorView rate, VectorView alone);

  private:
    [[nodiscard]] std::optional<Commitment>& at(StateId i, StateId j);

    Matrix policy_;
    std::vector<std::optional<Commitment>> held_;  // [N * N], symmetric
};

}  // namespace parley
