#pragma once

#include "cli/tally.hpp"
#include "explanation/explanation.hpp"

#include <string>

namespace parley {

/// The replicates of one variation of a scenario.
struct VariationTally {
    std::string name;  ///< of the what-if, or `baseline`
    std::vector<Tally> runs;
    std::optional<Explanation> why{};  ///< of a what-if that has runs to be held against
};

/// How the variations compare, for people: how far they went and whether it was to the good, what
/// states cannot handle, what each has more than the first, and why. Means over replicates, with
/// least and most.
[[nodiscard]] std::string comparison(Setup const& setup,
                                     std::vector<VariationTally> const& variations);

}  // namespace parley
