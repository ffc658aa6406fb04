#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace parley {

/// 64-bit FNV-1a of a name, so that a stream belongs to a forum or a state by its name, not by its
/// place in a file [Fowler, Noll, Vo 1991; draft-eastlake-fnv].
[[nodiscard]] constexpr std::uint64_t hash_name(std::string_view name)
{
    std::uint64_t hash = 0xcbf29ce484222325ULL;
    for (char const letter : name) {
        hash = (hash ^ static_cast<unsigned char>(letter)) * 0x100000001b3ULL;
    }
    return hash;
}

/// A counter-based stream of random numbers: Philox4x64-10 [Salmon, Moraes, Dror, Shaw 2011].
///
///     key     = (seed, hash of the stream's name)
///     counter = (replicate, tick, entity, draw)
///
/// Equal arguments give equal numbers: no draw depends on threads, on the order of forums in a
/// file, or on what else is drawn. Copies are cheap and continue independently from where they were
/// copied.
class RandomStream {
  public:
    struct Place {
        std::uint64_t replicate = 0;
        std::uint64_t tick = 0;
        std::uint64_t entity = 0;  ///< hash_name of a forum or a state
    };

    RandomStream(std::uint64_t seed, std::string_view name, Place place);

    /// The next 64 random bits.
    [[nodiscard]] std::uint64_t bits();

    /// Uniform in [0, 1), 53 bits.
    [[nodiscard]] double uniform();

    /// Standard normal [Box and Muller 1958]; two uniforms a draw, the second normal is not kept.
    [[nodiscard]] double normal();

    /// Uniform in 0 .. count - 1, without bias [Lemire 2019]; count >= 1.
    [[nodiscard]] std::uint64_t below(std::uint64_t count);

  private:
    std::array<std::uint64_t, 2> key_;
    std::array<std::uint64_t, 4> counter_;
    std::array<std::uint64_t, 4> block_{};
    unsigned used_ = 4;  // numbers of block_ already given out
};

}  // namespace parley
