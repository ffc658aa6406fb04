#pragma once

#include "forum/seating.hpp"

namespace parley {

/// What members learn when they talk before they bargain.
///
/// A discussion of frankness f teaches in proportion to how hard the agenda is and how torn the
/// member:
///
///     T_i = 4 sum_k s_ik t_ik H_k / sum_k s_ik              (t_ik, s_ik by the actual profile)
///     recognition_i += f learning T_i (1 - recognition_i)
///     disclosure_i  += f trust mean_k(H_k) (1 - disclosure_i)
///
/// Talking only about soft issues teaches little, because nothing hidden is touched. A deadlock
/// costs trust, disclosure_i -= deadlock_cost disclosure_i, and so does a defection at its own
/// cost; without meetings both fade back to where they started.
class Discussion {
  public:
    struct Params {
        double learning = 0.3;        ///< a meeting, in [0, 1]
        double trust = 0.3;           ///< a meeting, in [0, 1]
        double decay = 0.02;          ///< share of what was gained that fades a year, in [0, 1)
        double deadlock_cost = 0.05;  ///< share of disclosure lost at a deadlock, in [0, 1]
        double defection_cost = 0.1;  ///< share of disclosure lost when a party leaves, in [0, 1]
    };

    /// Throws std::invalid_argument outside those ranges.
    explicit Discussion(Params params);

    /// Members talk about the issues of the seating; hardness [K] is measured from what they
    /// declared.
    void operator()(World& world, Seating const& seating, VectorView hardness,
                    double frankness) const;

    /// A session of these members ended without agreement.
    void deadlock(States& states, std::span<StateId const> members) const;

    /// One of these members, the parties to an agreement, has left it.
    void defection(States& states, std::span<StateId const> members) const;

    /// `years` without a meeting: the outlook of one state fades towards where it is at rest.
    void fade(Outlook<EveryState>& outlook, StateId state, Outlook<EveryState> const& at_rest,
              double years) const;

  private:
    Params params_;
};

}  // namespace parley
