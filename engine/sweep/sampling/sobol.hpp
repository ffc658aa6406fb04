#pragma once

#include "sweep/sampling/place.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace parley {

/// Sobol's sequence: every stretch of 2^m points from a multiple of 2^m on is evenly spread over
/// boxes whose sides are halves, quarters and so on, a (t, m, s)-net [Sobol 1967].
///
///     x_i = g_1 v_1 xor g_2 v_2 xor ...,   g = i xor (i >> 1), the Gray code of i
///
/// Direction numbers v are those of Joe and Kuo [2008], file new-joe-kuo-6.21201, in the order of
/// Antonov and Saleev [1979].
class SobolSequence {
  public:
    /// Coordinates that there are direction numbers for.
    static constexpr std::size_t most = 400;

    /// dimensions <= most.
    explicit SobolSequence(std::size_t dimensions);

    [[nodiscard]] std::size_t dimensions() const { return directions_.size(); }

    /// A coordinate of a point in units of 2^-32; index < 2^32.
    [[nodiscard]] std::uint32_t operator()(std::uint64_t index, std::size_t dimension) const;

  private:
    static constexpr unsigned bits = 32;
    std::vector<std::array<std::uint32_t, bits>> directions_;
};

/// Sobol's sequence scrambled by a seed: nested uniform scrambling [Owen 1995].
///
/// Each bit of a coordinate is flipped or not at random, by the dimension and all bits before it.
/// Points stay as evenly spread as they were, each alone is uniformly distributed in [0, 1), and
/// the error of means falls faster than that of random points.
class ScrambledSobol {
  public:
    struct Params {
        std::uint64_t points = 1;
        std::size_t parameters = 1;  ///< <= SobolSequence::most
        std::uint64_t seed = 1;
    };

    explicit ScrambledSobol(Params const& params);

    [[nodiscard]] std::uint64_t points() const { return points_; }

    [[nodiscard]] Share operator()(std::uint64_t point, std::size_t parameter) const;

  private:
    SobolSequence sequence_;
    std::uint64_t points_;
    std::uint64_t seed_;
};

}  // namespace parley
