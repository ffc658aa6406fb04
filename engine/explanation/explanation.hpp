#pragma once

#include "explanation/inaction.hpp"

namespace parley {

/// Why a what-if changes what it changes, or changes nothing: facts, and the sentences that say
/// them, the one source of text, report and Python.
struct Explanation {
    std::string what_if;
    std::vector<SettingOf> settings{};
    Effect effect{};
    /// reasons for inaction by setting, where all runs are the same; "" where none is found
    std::vector<std::string> reasons{};
    /// one or two: where the runs first part, or where an issue is first agreed in one of them
    /// alone where as many runs share that, and what it comes to in the end; or why nothing changes
    std::vector<std::string> sentences{};
};

/// What a variation does against the first one: `pairs` of runs with the same random numbers, one
/// or more.
///
/// The first meeting that went otherwise follows from the settings, since until then the runs share
/// everything that is looked at; what comes after it is told as what came after, and no link
/// between the two is claimed.
[[nodiscard]] Explanation explain(DescribedVariation const& first, DescribedVariation const& second,
                                  std::vector<PairOfRuns> const& pairs);

/// Settings in a few words: one with its value, of several the first two and how many more.
[[nodiscard]] std::string in_short(std::vector<SettingOf> const& settings);

/// The same as one JSON object, ids in the place of indices; FORMAT.md describes it.
[[nodiscard]] std::string facts_in_json(Explanation const& explanation, Setup const& first,
                                        Setup const& second);

}  // namespace parley
