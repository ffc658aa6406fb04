#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace parley {

/// A random order of 0 .. count - 1 of which any place is computed alone, without the others: the
/// swap-or-not shuffle [Hoang, Morris, Rogaway 2012].
///
/// In round r with a random k_r, x and k_r - x (mod count) change places when a random bit of both
/// says so. Each round is its own inverse, so that the whole is one to one for any count; after 6
/// log2(count) rounds it is as good as uniformly random.
class Shuffle {
  public:
    /// `which` tells shuffles of one name and seed apart; count >= 1.
    Shuffle(std::uint64_t count, std::uint64_t seed, std::string_view name, std::uint64_t which);

    [[nodiscard]] std::uint64_t operator()(std::uint64_t place) const;

  private:
    std::uint64_t count_;
    std::uint64_t seed_;
    std::string_view name_;
    std::uint64_t which_;
    std::vector<std::uint64_t> keys_;  // k_r
};

}  // namespace parley
