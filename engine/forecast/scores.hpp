#pragma once

#include "forecast/forecasts.hpp"

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace parley {

/// Holds 95 % of the means of resamples of whole groups.
struct ResampledInterval {
    double low = 0.0;
    double high = 0.0;
};

/// The shares of intervals that are looked at.
inline constexpr std::array<int, 3> interval_percents{50, 80, 90};

/// How good forecasts are, over the issues whose outcome is known. Errors are in the unit of the
/// positions; intervals hold 95 % of resamples of whole groups.
struct Score {
    std::string protocol;
    std::size_t n = 0;       ///< issues
    double mae = 0.0;        ///< mean absolute error of the points
    double median_ae = 0.0;  ///< median absolute error
    double hit5 = 0.0;       ///< share of errors of at most 5
    double hit10 = 0.0;      ///< of at most 10
    double crps = 0.0;       ///< mean continuous ranked probability score
    ResampledInterval mae_interval{};
    ResampledInterval crps_interval{};
    /// Share of outcomes within the middle 50, 80 and 90 % of the distributions: of their
    /// randomised probability integral transforms, in the mean over the random numbers [Czado,
    /// Gneiting and Held 2009, Biometrics 65:1254]. Of points about 0: they say nothing of chances.
    std::array<double, 3> coverage{};
    std::array<double, 3> width{};  ///< mean width of these intervals: sharpness
};

/// How much better one protocol does than another on the issues that both treat: the other's error
/// less its own, so that gains are above 0.
struct Gain {
    std::string protocol;
    std::string over;
    std::size_t n = 0;
    double mae = 0.0;
    double crps = 0.0;
    ResampledInterval mae_interval{};
    ResampledInterval crps_interval{};
};

/// A score after outcomes have been exchanged at random between issues.
struct Shuffled {
    std::string protocol;
    double crps = 0.0;  ///< mean over shuffles
    double share =
        1.0;  ///< (1 + shuffles that score as well or better than the truth) / (1 + shuffles)
    /// mean gain in CRPS over what ends where outcomes have ended, where it is fitted: near 0 or
    /// below, as there is nothing to learn
    std::optional<double> gain_over_past{};
};

/// An issue as a forecaster is judged by it.
struct Judged {
    double error = 0.0;
    double crps = 0.0;
    double below = 0.0;  ///< chance of less than the outcome
    double up_to = 0.0;  ///< of the outcome or less
};

[[nodiscard]] Judged judge(Forecast const& forecast, double outcome);

/// The share of the probability integral transform between `below` and `up_to` that lies in the
/// middle `share`.
[[nodiscard]] double within_middle(Judged const& judged, double share);

/// Judges forecasts by outcomes.
class Scores {
  public:
    /// `group` [issues] counts from 0; outcomes [issues] may be NaN.
    Scores(Vector outcomes, std::vector<std::size_t> group, std::uint64_t seed,
           std::size_t resamples);

    [[nodiscard]] Score score(Forecasts const& forecasts) const;
    [[nodiscard]] Gain gain(Forecasts const& forecasts, Forecasts const& over) const;

    /// The known outcomes exchanged between issues [issues].
    [[nodiscard]] Vector shuffled_outcomes(std::uint64_t shuffle) const;

  private:
    /// Sums by group of what is averaged.
    struct Sums {
        std::vector<double> n, error, crps;
    };
    [[nodiscard]] Sums no_sums() const;
    [[nodiscard]] std::array<ResampledInterval, 2> intervals(Sums const& sums) const;

    Vector outcomes_;
    std::vector<std::size_t> group_;
    std::size_t groups_ = 0;
    std::uint64_t seed_;
    std::vector<std::vector<int>> resamples_;  // how often each group is drawn
};

/// Mean CRPS of forecasts by some outcomes [issues].
[[nodiscard]] double mean_crps(Forecasts const& forecasts, Vector const& outcomes);

}  // namespace parley
