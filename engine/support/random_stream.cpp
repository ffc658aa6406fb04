#include "support/random_stream.hpp"

#include <Random123/philox.h>

#include <cmath>
#include <numbers>

namespace parley {

RandomStream::RandomStream(std::uint64_t seed, std::string_view name, Place place)
    : key_{seed, hash_name(name)}, counter_{place.replicate, place.tick, place.entity, 0}
{
}

std::uint64_t RandomStream::bits()
{
    if (used_ == block_.size()) {
        auto const random = r123::Philox4x64{}(
            {{counter_[0], counter_[1], counter_[2], counter_[3]}}, {{key_[0], key_[1]}});
        for (unsigned i = 0; i < block_.size(); ++i) {
            block_[i] = random[i];
        }
        ++counter_[3];
        used_ = 0;
    }
    return block_[used_++];
}

double RandomStream::uniform()
{
    return static_cast<double>(bits() >> 11U) * 0x1.0p-53;
}

double RandomStream::normal()
{
    double const radius = std::sqrt(-2.0 * std::log1p(-uniform()));  // log of (0, 1]
    return radius * std::cos(2.0 * std::numbers::pi * uniform());
}

std::uint64_t RandomStream::below(std::uint64_t count)
{
    __extension__ using Wide = unsigned __int128;
    std::uint64_t const threshold = (0 - count) % count;
    for (;;) {
        Wide const product = static_cast<Wide>(bits()) * count;
        if (static_cast<std::uint64_t>(product) >= threshold) {
            return static_cast<std::uint64_t>(product >> 64U);
        }
    }
}

}  // namespace parley
