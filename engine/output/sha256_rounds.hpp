#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace parley {

/// The eight words a, ..., h that SHA-256 carries from block to block [FIPS 180-4, 5.3.3].
using Sha256State = std::array<std::uint32_t, 8>;

/// What a sum begins with: the first 32 bits of the fractional parts of the square roots of the
/// first eight primes.
inline constexpr Sha256State sha256_start{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                          0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};

inline constexpr std::size_t sha256_block_size = 64;  // bytes

/// Takes in whole blocks, with the processor's own instructions where it has them.
void sha256_take(Sha256State& state, std::span<unsigned char const> blocks);

/// The same by 64 rounds as the standard writes them [FIPS 180-4, 6.2.2].
void sha256_take_as_written(Sha256State& state, std::span<unsigned char const> blocks);

/// Does the processor have instructions for SHA-256?
[[nodiscard]] bool has_sha256_instructions();

}  // namespace parley
