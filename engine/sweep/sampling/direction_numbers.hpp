#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace parley {

/// What one coordinate of Sobol's sequence is computed from: a primitive polynomial over GF(2),
///
///     x^s + a_1 x^(s-1) + ... + a_(s-1) x + 1,
///     a the number with the binary digits a_1 ... a_(s-1)
///
/// and the first s direction integers m.
struct DirectionNumbers {
    unsigned degree = 0;                   ///< s
    std::uint32_t coefficients = 0;        ///< a
    std::vector<std::uint32_t> initial{};  ///< m_1 .. m_s: odd, m_k < 2^k
};

/// Those of a coordinate from the second on: dimension 1 .. 399. The first needs none.
[[nodiscard]] DirectionNumbers direction_numbers(std::size_t dimension);

}  // namespace parley
