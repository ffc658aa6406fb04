#pragma once

#include "model/flows.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>

namespace parley {

/// Which states have people in which others, in either direction: a place for each ordered pair. 2
/// bytes for any two states.
class Partners {
  public:
    Partners(Flows const& flows, Eigen::Index states);

    /// All of a state's, in their order.
    [[nodiscard]] std::span<StateId const> of(StateId state) const;

    /// The place of a state's first partner; the others follow.
    [[nodiscard]] std::size_t first(StateId state) const { return first_[state.slot()]; }

    /// The place of a pair; none: nothing lies between the two. O(1).
    [[nodiscard]] std::optional<std::size_t> place(StateId i, StateId j) const
    {
        std::size_t const number = number_[i.slot() * (first_.size() - 1) + j.slot()];
        return number > 0 ? std::optional{first(i) + number - 1} : std::nullopt;
    }

    [[nodiscard]] std::size_t count() const { return partners_.size(); }
    [[nodiscard]] Eigen::Index states() const { return std::ssize(first_) - 1; }

  private:
    std::vector<std::size_t> first_;  // [N + 1]
    std::vector<StateId> partners_;
    std::vector<std::uint16_t>
        number_;  // [N, N] of the partner among a state's, from 1; 0: it is none
};

/// What migration makes of a state towards each partner: the roles by which it weighs dyadic issues
/// there, as far as these count.
///
/// What lies between states i and j alone, in persons, is
///
///     sending    V_s = S_ij + h F_ij                    people of i in j, and those who move there
///     receiving  V_r = S_ji + h (F_ji - stranded_ji)    people of j in i
///
/// with stocks S, flows F and h as in `RoleVolumes`. With the transit share t_i of the state's own
/// profile w_i, and a part m of all roles that is by partner,
///
///     w_ij  = (1 - t_i) V_s / (V_s + V_r), t_i, (1 - t_i) V_r / (V_s + V_r)
///     w'_ij = (1 - m) w_i + m w_ij                                              (actual)
///     o'_ij = (1 - m) o_i + m w_ij^kappa / sum_r w_ijr^kappa                    (self-image given)
///     o'_ij = ((1 - m) w0_i + m w_ij)^kappa / its sum                           (else)
///
/// with kappa the sharpness of self-images and w0_i the profile that the self-image o_i follows
/// from, o_i = w0_i^kappa / its sum. Where nothing lies between two states w'_ij = w_i and o'_ij =
/// o_i. 48 bytes for each of P ordered pairs, and 8 more.
class PartnerRoles {
  public:
    struct Params {
        double share = 0.0;         ///< m, in [0, 1]
        double flow_weight = 10.0;  ///< h, years of flow that weigh as much as a stock, > 0
        double sharpness = 4.0;     ///< kappa, >= 1
        bool follow = false;  ///< do volumes follow stocks and flows, or stay those of the start?
    };

    /// No role is by partner.
    PartnerRoles() = default;

    /// By the volumes of these flows, of N states. O(C log C), C corridors. Throws
    /// std::invalid_argument when a parameter is out of range.
    PartnerRoles(Params params, Flows const& flows, Eigen::Index states);

    [[nodiscard]] Params const& params() const { return params_; }

    [[nodiscard]] bool any() const { return partners_ != nullptr && params_.share > 0.0; }

    [[nodiscard]] std::shared_ptr<Partners const> const& partners() const { return partners_; }

    /// Profiles follow from those of the states and, where they follow flows, from volumes now.
    /// O(C + P roles).
    void renew(States const& states, Flows const& flows);

    /// Of a state towards its partners [partners, role], as of the last `renew`: actual, and
    /// perceived with what it recognises now.
    [[nodiscard]] Matrix actual(StateId state) const;
    [[nodiscard]] Matrix perceived(StateId state, double recognition) const;

  private:
    void renew_volumes(Flows const& flows);

    Params params_;
    std::shared_ptr<Partners const> partners_;
    std::vector<std::size_t> sending_;    // [C] the pair for which a corridor is one of sending
    std::vector<std::size_t> receiving_;  // [C] the other way round
    Vector share_sending_;                // [P] V_s / (V_s + V_r); NaN: nothing lies between
    Matrix actual_;                       // [P, role]
    Matrix self_image_;                   // [P, role]
};

}  // namespace parley
