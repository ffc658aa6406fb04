#pragma once

#include <functional>
#include <vector>

namespace parley {

/// A member's mixture of tactics of concession [Faratin, Sierra, Jennings 1998], weighted.
///
/// Three depend on time t in [0, 1]: of the range between the best that the member can hope for and
/// its reservation value they concede the share
///
///     t^(1 / beta)
///
/// with beta < 1 for Boulware (firm until late), 1 for linear, > 1 for conceder (yielding early).
/// (Some programs write the exponent e = 1 / beta.) The fourth, tit-for-tat, concedes as the others
/// do. Further tactics of time may come from outside the library.
class Tactics {
  public:
    /// A tactic of time that was added to these.
    struct Added {
        double weight = 0.0;                     ///< >= 0
        std::function<double(double)> conceded;  ///< the share conceded at t, in [0, 1]
    };

    struct Params {
        double boulware = 0.0;       ///< weight of the Boulware tactic, >= 0
        double linear = 1.0;         ///< weight of linear concession, >= 0
        double conceder = 0.0;       ///< weight of the conceder tactic, >= 0
        double tit_for_tat = 0.0;    ///< weight of tit-for-tat, >= 0
        double boulware_beta = 0.2;  ///< in (0, 1)
        double conceder_beta = 5.0;  ///< > 1
        std::vector<Added> added{};
    };

    /// Throws std::invalid_argument unless weights are >= 0 with a positive sum, and betas in
    /// range.
    explicit Tactics(Params params);

    /// The part of the range that the tactics of time have conceded at t, in [0, 1 -
    /// tit_for_tat()]. Throws std::invalid_argument where an added tactic concedes less than
    /// nothing or more than all.
    [[nodiscard]] double conceded(double time) const;

    /// The weight of tit-for-tat, as a share of all weights.
    [[nodiscard]] double tit_for_tat() const { return params_.tit_for_tat; }

  private:
    Params params_;  // weights normalised to sum 1
};

}  // namespace parley
