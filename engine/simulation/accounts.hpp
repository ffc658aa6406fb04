#pragma once

#include "model/world.hpp"

#include <optional>

namespace parley {

/// What agreements have no part in: what `gains` counts from, and `best_joint_gains`. Found when
/// asked for, and kept for as long as interests and policies alone stay as they are, which costs
/// O(N K) a call; where roles towards partners count or transfers are in dollars it is found anew.
/// It follows from one world, so a copy of a run needs none of it.
class WithoutAgreements {
  public:
    /// Payoffs by actual interests [N], see World::payoffs_alone.
    [[nodiscard]] Vector const& payoffs(World const& world);

    /// See `best_joint_gains` [3].
    [[nodiscard]] Vector const& best(World const& world);

  private:
    void forget_what_is_old(World const& world);

    struct From {
        Interests wanted;
        Matrix alone;
        Vector population, power;
        std::vector<StateId> holders;  // of territories: which states exist
    };
    std::optional<From> from_;
    std::optional<Vector> payoffs_;
    std::optional<Vector> best_;
};

/// What policies in force are worth at the end of a tick. Nothing in a run depends on it, so it is
/// found when asked for and kept until `renew`. It follows from one world, so a copy of a run needs
/// none of it.
class Accounts {
  public:
    /// Policies have moved: what was found holds no longer.
    void renew();

    /// Payoffs by actual interests [N], see World::payoffs.
    [[nodiscard]] Vector const& actual(World const& world);

    /// Payoffs by perceived interests [N].
    [[nodiscard]] Vector const& perceived(World const& world);

    /// What agreements have brought each state [N], see `gains`.
    [[nodiscard]] Vector const& gain(World const& world);

    /// See `best_joint_gains` [3].
    [[nodiscard]] Vector const& best(World const& world) { return without_agreements_.best(world); }

  private:
    WithoutAgreements without_agreements_;
    std::optional<Vector> actual_, perceived_, gain_;
};

}  // namespace parley
