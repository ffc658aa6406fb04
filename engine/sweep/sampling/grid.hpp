#pragma once

#include "sweep/sampling/place.hpp"

#include <vector>

namespace parley {

/// Every combination of the parameters' values; those of the last parameter change fastest, as when
/// nested loops are written in the order of the parameters.
class Grid {
  public:
    /// `counts` says how many values each parameter has, >= 1; their product is below 2^64.
    explicit Grid(std::vector<std::uint64_t> counts);

    [[nodiscard]] std::uint64_t points() const { return points_; }

    [[nodiscard]] Rank operator()(std::uint64_t point, std::size_t parameter) const;

  private:
    std::vector<std::uint64_t> counts_;
    std::vector<std::uint64_t> stride_;  // points from one value of a parameter to its next
    std::uint64_t points_ = 1;
};

/// The first values of all parameters, then the second, and so on: the rows of a table.
class Rows {
  public:
    explicit Rows(std::uint64_t points) : points_{points} {}

    [[nodiscard]] std::uint64_t points() const { return points_; }

    [[nodiscard]] Rank operator()(std::uint64_t point, std::size_t /*parameter*/) const
    {
        return {point};
    }

  private:
    std::uint64_t points_;
};

}  // namespace parley
