#pragma once

#include "cli/comparison.hpp"

namespace parley {

/// What happened, for people: who agreed on what, and where; what stayed open, and what blocked it;
/// and how the variations compare. The first variation is told in full, counts summed over its
/// replicates.
[[nodiscard]] std::string summary(std::string const& title, Setup const& setup, std::uint64_t seed,
                                  std::vector<VariationTally> const& variations);

}  // namespace parley
