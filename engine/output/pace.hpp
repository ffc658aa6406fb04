#pragma once

#include <algorithm>
#include <cstddef>

namespace parley {

/// How many rows to take at a time so that they need about a megabyte, whatever they hold: few at
/// first, then as many as the last ones suggest, at most twice as many.
class Pace {
  public:
    explicit Pace(std::size_t most) : most_{std::max<std::size_t>(most, 1)} {}

    [[nodiscard]] std::size_t rows() const { return rows_; }

    /// Notes how many bytes some rows, one at least, needed.
    void saw(std::size_t rows, std::size_t bytes)
    {
        std::size_t const fit = megabyte / std::max<std::size_t>(bytes / rows, 1);
        rows_ = std::clamp<std::size_t>(fit, 1, std::min(2 * rows_, most_));
    }

  private:
    static constexpr std::size_t megabyte = 1'000'000;
    std::size_t most_;
    std::size_t rows_ = 1;
};

}  // namespace parley
