#include "sweep/sampling/sobol.hpp"

#include "support/random_stream.hpp"
#include "sweep/sampling/direction_numbers.hpp"

#include <stdexcept>

namespace parley {

namespace {

constexpr unsigned bits = 32;
using Directions = std::array<std::uint32_t, bits>;

/// The first coordinate: bits of the index in reverse order [van der Corput 1935].
Directions reversed()
{
    Directions v{};
    for (unsigned i = 0; i < bits; ++i) {
        v[i] = std::uint32_t{1} << (bits - 1 - i);
    }
    return v;
}

/// v_i = a_1 v_(i-1) xor ... xor a_(s-1) v_(i-s+1) xor v_(i-s) xor (v_(i-s) >> s)
Directions recurrence(DirectionNumbers const& given)
{
    Directions v{};
    auto const s = given.degree;
    for (unsigned i = 0; i < bits; ++i) {
        if (i < s) {
            v[i] = given.initial[i] << (bits - 1 - i);
            continue;
        }
        v[i] = v[i - s] ^ (v[i - s] >> s);
        for (unsigned k = 1; k < s; ++k) {
            v[i] ^= (given.coefficients >> (s - 1 - k) & 1U) * v[i - k];
        }
    }
    return v;
}

}  // namespace

SobolSequence::SobolSequence(std::size_t dimensions)
{
    if (dimensions > most) {
        throw std::invalid_argument{
            "Sobol's sequence has no direction numbers for so many dimensions"};
    }
    for (std::size_t j = 0; j < dimensions; ++j) {
        directions_.push_back(j == 0 ? reversed() : recurrence(direction_numbers(j)));
    }
}

std::uint32_t SobolSequence::operator()(std::uint64_t index, std::size_t dimension) const
{
    std::uint32_t x = 0;
    auto gray = index ^ (index >> 1U);
    for (unsigned i = 0; gray != 0; ++i, gray >>= 1U) {
        x ^= (gray & 1U) != 0 ? directions_[dimension][i] : 0;
    }
    return x;
}

ScrambledSobol::ScrambledSobol(Params const& params)
    : sequence_{params.parameters}, points_{params.points}, seed_{params.seed}
{
}

Share ScrambledSobol::operator()(std::uint64_t point, std::size_t parameter) const
{
    auto const plain = sequence_(point, parameter);
    std::uint32_t scrambled = 0;
    for (unsigned i = 0; i < bits; ++i) {
        std::uint64_t const before = i == 0 ? 0 : plain >> (bits - i);
        RandomStream random{
            seed_, "scrambling", {.replicate = before, .tick = i, .entity = parameter}};
        auto const flip = static_cast<std::uint32_t>(random.bits() >> 63U);
        scrambled = scrambled << 1U | ((plain >> (bits - 1 - i) & 1U) ^ flip);
    }
    // No two points share the bits so far, so that all further ones are random.
    RandomStream random{
        seed_, "scrambling", {.replicate = plain, .tick = bits, .entity = parameter}};
    return {(static_cast<double>(scrambled) + random.uniform()) * 0x1p-32};
}

}  // namespace parley
