#include "sweep/sampling/shuffle.hpp"

#include "support/random_stream.hpp"

#include <algorithm>
#include <bit>

namespace parley {

namespace {

constexpr int rounds_a_bit = 6;

}  // namespace

Shuffle::Shuffle(std::uint64_t count, std::uint64_t seed, std::string_view name,
                 std::uint64_t which)
    : count_{count}, seed_{seed}, name_{name}, which_{which}
{
    RandomStream random{seed, name, {.replicate = which}};
    auto const rounds = static_cast<std::size_t>(rounds_a_bit * std::bit_width(count));
    keys_.resize(count == 1 ? 0 : rounds);
    std::ranges::generate(keys_, [&] { return random.below(count); });
}

std::uint64_t Shuffle::operator()(std::uint64_t place) const
{
    for (std::size_t round = 0; round < keys_.size(); ++round) {
        auto const partner = (keys_[round] + count_ - place) % count_;
        RandomStream random{
            seed_,
            name_,
            {.replicate = which_, .tick = round + 1, .entity = std::max(place, partner)}};
        place = random.bits() >> 63U == 0 ? place : partner;
    }
    return place;
}

}  // namespace parley
