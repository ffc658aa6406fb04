#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace parley {

/// The fold of each group, 0 .. folds - 1: the groups, in the order of their names, are shuffled by
/// the seed and dealt out one by one, so that neither the order of a file nor anything else that is
/// drawn matters. folds >= 2; more folds than groups leave some empty.
[[nodiscard]] std::vector<std::size_t> folds_of(std::span<std::string const> groups,
                                                std::size_t folds, std::uint64_t seed);

/// 0 .. count - 1 in an order that the seed and the number of the shuffle determine.
[[nodiscard]] std::vector<std::size_t> shuffled(std::size_t count, std::uint64_t seed,
                                                std::uint64_t shuffle);

/// How often each of `count` groups is drawn in a resample with replacement.
[[nodiscard]] std::vector<int> resampled(std::size_t count, std::uint64_t seed,
                                         std::uint64_t resample);

}  // namespace parley
