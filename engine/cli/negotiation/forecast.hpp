#pragma once

#include "forecast/scores.hpp"

#include <map>
#include <string>
#include <vector>

namespace parley {

/// Many tables forecast by one protocol or several, and how good that is where outcomes are known.
struct Forecasting {
    std::string file;
    std::string rule;
    Dossiers dossiers{};
    std::vector<Issue> issues{};
    std::vector<Forecasts> forecasts{};
    std::size_t scored = 0;  ///< issues whose outcome is known
    // of scores, where they are asked for
    bool is_scored = false;
    std::size_t groups = 0;
    std::size_t folds = 0;  ///< that weights were fitted on; 0: they were given
    std::uint64_t seed = 1;
    std::size_t resamples = 0;
    std::vector<std::size_t> fold{};  ///< [issues] that each is in; empty: none
    std::vector<Score> scores{};
    std::vector<Gain> gains{};  ///< over the weighted mean, and over what ended before
    std::size_t shuffles = 0;
    std::vector<Shuffled> shuffled{};
};

/// What protocols say of issues, or how good they are, for people.
[[nodiscard]] std::string in_text(Forecasting const& forecasting);

/// One object: `scores` by protocol and what was left out; without scores the `forecasts`.
[[nodiscard]] std::string in_json(Forecasting const& forecasting);

/// A row for each protocol and issue: point, intervals, and where it is known the outcome, the
/// fold, error, score, and the chances below it and up to it.
[[nodiscard]] std::string in_csv(Forecasting const& forecasting);

}  // namespace parley
