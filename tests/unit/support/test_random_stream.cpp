#include "catch.hpp"
#include "support/random_stream.hpp"

#include <Random123/philox.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <vector>

using namespace parley;

namespace {

using Four = std::array<std::uint64_t, 4>;
using Two = std::array<std::uint64_t, 2>;

Four philox(Four const& counter, Two const& key)
{
    auto const out =
        r123::Philox4x64{}({{counter[0], counter[1], counter[2], counter[3]}}, {{key[0], key[1]}});
    return {out[0], out[1], out[2], out[3]};
}

Four next_four(RandomStream& random)
{
    Four out{};
    for (auto& bits : out) {
        bits = random.bits();
    }
    return out;
}

/// The eight bytes whose 64-bit FNV-1a is zero [L. C. Noll, FNV page, "zero hash challenge"].
constexpr std::array<char, 8> hashes_to_zero{'\xd5', '\x6b', '\xb9', '\x53',
                                             '\x42', '\x87', '\x08', '\x36'};

}  // namespace

// The three lines "philox4x64 10" of Random123's kat_vectors.
TEST_CASE("Philox gives the known answers of Random123")
{
    std::uint64_t constexpr ones = ~0ULL;
    CHECK(philox({0, 0, 0, 0}, {0, 0}) ==
          Four{0x16554d9eca36314c, 0xdb20fe9d672d0fdc, 0xd7e772cee186176b, 0x7e68b68aec7ba23b});
    CHECK(philox({ones, ones, ones, ones}, {ones, ones}) ==
          Four{0x87b092c3013fe90b, 0x438c3c67be8d0224, 0x9cc7d7c69cd777b6, 0xa09caebf594f0ba0});
    CHECK(philox({0x243f6a8885a308d3, 0x13198a2e03707344, 0xa4093822299f31d0, 0x082efa98ec4e6c89},
                 {0x452821e638d01377, 0xbe5466cf34e90c6c}) ==
          Four{0xa528f45403e61d95, 0x38c72dbd566e9788, 0xa5a1610e72fd18b5, 0x57bd43b5e52b7fe6});
}

TEST_CASE("a stream with key and place zero begins with the known answer")
{
    RandomStream random{0, {hashes_to_zero.data(), hashes_to_zero.size()}, {}};
    CHECK(next_four(random) ==
          Four{0x16554d9eca36314c, 0xdb20fe9d672d0fdc, 0xd7e772cee186176b, 0x7e68b68aec7ba23b});
}

TEST_CASE("a stream's key is seed and name, its counter place and draw")
{
    RandomStream random{5, "flows", {.replicate = 1, .tick = 2, .entity = 3}};
    Two const key{5, hash_name("flows")};
    CHECK(next_four(random) == philox({1, 2, 3, 0}, key));
    CHECK(next_four(random) == philox({1, 2, 3, 1}, key));
}

// draft-eastlake-fnv, appendix C.
TEST_CASE("names are hashed by FNV-1a")
{
    CHECK(hash_name("") == 0xcbf29ce484222325);
    CHECK(hash_name("a") == 0xaf63dc4c8601ec8c);
    CHECK(hash_name("foobar") == 0x85944171f73967e8);
}

TEST_CASE("streams that differ in anything differ")
{
    RandomStream::Place const place{.replicate = 1, .tick = 2, .entity = 3};
    auto const first = RandomStream{1, "a", place}.bits();
    CHECK(RandomStream{1, "a", place}.bits() == first);
    CHECK(RandomStream{2, "a", place}.bits() != first);
    CHECK(RandomStream{1, "b", place}.bits() != first);
    CHECK(RandomStream{1, "a", {2, 2, 3}}.bits() != first);
    CHECK(RandomStream{1, "a", {1, 3, 3}}.bits() != first);
    CHECK(RandomStream{1, "a", {1, 2, 4}}.bits() != first);
}

TEST_CASE("a copy continues from where it was made, and leaves the original alone")
{
    RandomStream original{1, "copy", {}};
    CHECK(original.bits() != 0);
    RandomStream copy = original;
    std::vector<std::uint64_t> drawn(10);
    std::ranges::generate(drawn, [&] { return copy.bits(); });
    for (auto const bits : drawn) {
        CHECK(original.bits() == bits);
    }
}

TEST_CASE("uniform numbers lie in [0, 1) with the right mean and variance")
{
    RandomStream random{1, "uniform", {}};
    int constexpr draws = 100000;
    double sum = 0.0;
    double squares = 0.0;
    for (int i = 0; i < draws; ++i) {
        double const u = random.uniform();
        REQUIRE((u >= 0.0 && u < 1.0));
        sum += u;
        squares += u * u;
    }
    double const mean = sum / draws;
    CHECK_THAT(mean, WithinAbs(0.5, 4 * std::sqrt(1.0 / 12 / draws)));
    CHECK_THAT(squares / draws - mean * mean, WithinAbs(1.0 / 12, 1e-3));
}

TEST_CASE("normal numbers have mean 0, variance 1, and the tails of the normal law")
{
    RandomStream random{1, "normal", {}};
    int constexpr draws = 100000;
    double sum = 0.0;
    double squares = 0.0;
    int beyond_two = 0;
    for (int i = 0; i < draws; ++i) {
        double const z = random.normal();
        REQUIRE(std::isfinite(z));
        sum += z;
        squares += z * z;
        beyond_two += std::abs(z) > 2.0 ? 1 : 0;
    }
    CHECK_THAT(sum / draws, WithinAbs(0.0, 4 / std::sqrt(draws)));
    CHECK_THAT(squares / draws, WithinAbs(1.0, 4 * std::sqrt(2.0 / draws)));
    CHECK_THAT(static_cast<double>(beyond_two) / draws, WithinAbs(0.0455, 0.003));
}

TEST_CASE("whole numbers below a count are all equally likely")
{
    RandomStream random{1, "below", {}};
    std::array<int, 7> seen{};
    int constexpr draws = 70000;
    for (int i = 0; i < draws; ++i) {
        ++seen.at(random.below(seen.size()));
    }
    for (int const count : seen) {
        CHECK_THAT(count, WithinAbs(10000.0, 4 * std::sqrt(10000.0)));
    }
    CHECK(random.below(1) == 0);
    CHECK(random.below(~0ULL) < ~0ULL);
}
