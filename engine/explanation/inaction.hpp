#pragma once

#include "explanation/effect.hpp"
#include "scenario/scenario_file.hpp"

namespace parley {

/// A variation of a scenario, as it is written and as it is run.
struct DescribedVariation {
    std::string name;  ///< of the what-if, or `baseline`
    Scenario const& scenario;
    Setup const& setup;
    std::vector<SettingOf> settings{};  ///< by which it differs from the scenario
};

/// Why a setting did nothing: one sentence of what the set-up and the runs show, without the end
/// of a sentence; "" where no reason is found. `effect` is that of the second variation against the
/// first, over all runs.
[[nodiscard]] std::string reason_for_inaction(std::string const& path,
                                              DescribedVariation const& first,
                                              DescribedVariation const& second,
                                              Effect const& effect);

/// "forums", "eu" and "scope" of the path `forums.eu.scope`.
[[nodiscard]] std::vector<std::string> steps_of(std::string const& path);

/// The labels of the forums that a setting is about, of those in a setup; none: it is about no
/// forums.
[[nodiscard]] std::vector<std::string> labels_of(std::string const& path, Setup const& setup);

}  // namespace parley
