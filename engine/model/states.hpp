#pragma once

#include "model/issue.hpp"
#include "model/state_keys.hpp"
#include "support/id.hpp"

#include <span>

namespace parley {

/// The N states that negotiate, one row or entry each; exposure is known of all.
struct States : StateKeys<EveryState> {
    std::vector<std::string> id{};  ///< by convention ISO 3166-1 alpha-3
    std::vector<std::string> name{};
    Matrix profile{};     ///< [N, role] actual weights of the roles, >= 0, rows sum to 1
    Matrix self_image{};  ///< [N, role] the profile a state believes in or professes
    /// [N] is it given, and does not follow from the profile? Empty: none is
    std::vector<char> own_self_image{};
    /// [N] the state that holds the territory of each, see `Holders`; empty: all exist
    std::vector<StateId> holders{};

    /// Does it exist? A state that has not begun, or has ended, takes part in nothing: it has no
    /// seat, no people and no exposure.
    [[nodiscard]] bool exists(StateId state) const
    {
        return holders.empty() || holders[state.slot()] == state;
    }

    /// How many exist.
    [[nodiscard]] Eigen::Index existing() const;

    [[nodiscard]] Eigen::Index count() const { return profile.rows(); }

    /// Gross domestic product, USD a year; NaN where population or product per head are not known.
    [[nodiscard]] double gdp(StateId state) const
    {
        return population(state.index()) * gdp_per_head(state.index());
    }

    /// (1 - recognition) self_image + recognition profile [N, role]
    [[nodiscard]] Matrix perceived_profile() const;

    /// Its rows for some states [n, role].
    [[nodiscard]] Matrix perceived_profile(std::span<StateId const> states) const;
};

/// How much of a transfer a state can pay, on the issue's scale:
///
///     payable_k population_i gdp_per_head_i / amount_k
///
/// infinity where a transfer has no amount, and 0 on other issues; of a transfer in dollars counted
/// by what a table pays of it, see set_table. There must be a transfer.
[[nodiscard]] double means_to_pay(States const& states, Issues const& issues, StateId state,
                                  IssueId issue);

/// Role weights from volumes of any unit (persons, shares): rows divided by their sums.
/// volumes [N, role] >= 0, no row all 0.
[[nodiscard]] Matrix role_weights(MatrixView volumes);

/// The derived self-image, proportional to profile^sharpness: a state that is mostly a receiver
/// sees only the receiver in itself. sharpness >= 1; 1 gives the profile itself.
[[nodiscard]] Matrix sharpened(MatrixView profile, double sharpness);

}  // namespace parley
