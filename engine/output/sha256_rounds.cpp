#include "output/sha256_rounds.hpp"

#include <bit>
#include <cstring>

#ifdef __x86_64__
#include <cpuid.h>
#include <immintrin.h>
#endif

namespace parley {
namespace {

/// The first 32 bits of the fractional parts of the cube roots of the first 64 primes
/// [FIPS 180-4, 4.2.2].
alignas(16) constexpr std::array<std::uint32_t, 64> constants{
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

std::uint32_t word(unsigned char const* bytes)
{
    return std::uint32_t{bytes[0]} << 24U | std::uint32_t{bytes[1]} << 16U |
           std::uint32_t{bytes[2]} << 8U | std::uint32_t{bytes[3]};
}

void take_block(Sha256State& state, unsigned char const* block)
{
    std::array<std::uint32_t, 64> w{};
    for (std::size_t t = 0; t < 16; ++t) {
        w[t] = word(block + 4 * t);
    }
    for (std::size_t t = 16; t < 64; ++t) {
        std::uint32_t const x = w[t - 15];
        std::uint32_t const y = w[t - 2];
        w[t] = w[t - 16] + (std::rotr(x, 7) ^ std::rotr(x, 18) ^ x >> 3U) + w[t - 7] +
               (std::rotr(y, 17) ^ std::rotr(y, 19) ^ y >> 10U);
    }
    auto [a, b, c, d, e, f, g, h] = state;
    for (std::size_t t = 0; t < 64; ++t) {
        std::uint32_t const first = h + (std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25)) +
                                    ((e & f) ^ (~e & g)) + constants[t] + w[t];
        std::uint32_t const second =
            (std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
        h = g;
        g = f;
        f = e;
        e = d + first;
        d = c;
        c = b;
        b = a;
        a = first + second;
    }
    Sha256State const added{a, b, c, d, e, f, g, h};
    for (std::size_t i = 0; i < state.size(); ++i) {
        state[i] += added[i];
    }
}

#ifdef __x86_64__

// The instructions work on two halves, (a, b, e, f) and (c, d, g, h), each from high to low, two
// rounds a call; four words of the schedule come at a time.
// NOLINTBEGIN(cppcoreguidelines-pro-type-reinterpret-cast)
__attribute__((target("sha,sse4.1"))) void take_by_instructions(
    Sha256State& state, std::span<unsigned char const> blocks)
{
    __m128i const swap = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
    __m128i const dcba = _mm_loadu_si128(reinterpret_cast<__m128i const*>(state.data()));
    __m128i const hgfe = _mm_loadu_si128(reinterpret_cast<__m128i const*>(state.data() + 4));
    __m128i const cdab = _mm_shuffle_epi32(dcba, 0xb1);
    __m128i const efgh = _mm_shuffle_epi32(hgfe, 0x1b);
    __m128i abef = _mm_alignr_epi8(cdab, efgh, 8);
    __m128i cdgh = _mm_blend_epi16(efgh, cdab, 0xf0);
    for (std::size_t at = 0; at < blocks.size(); at += sha256_block_size) {
        __m128i const abef_before = abef;
        __m128i const cdgh_before = cdgh;
        __m128i w[4];  // NOLINT(*-avoid-c-arrays): std::array drops the alignment of its entries
        for (std::size_t i = 0; i < 4; ++i) {
            auto const* const bytes = reinterpret_cast<__m128i const*>(blocks.data() + at + 16 * i);
            w[i] = _mm_shuffle_epi8(_mm_loadu_si128(bytes), swap);
        }
        for (std::size_t quad = 0; quad < 16; ++quad) {
            __m128i& now = w[quad % 4];
            if (quad >= 4) {
                __m128i const last = w[(quad + 3) % 4];
                __m128i const ninth = _mm_alignr_epi8(last, w[(quad + 2) % 4], 4);
                now = _mm_sha256msg1_epu32(now, w[(quad + 1) % 4]);
                now = _mm_sha256msg2_epu32(_mm_add_epi32(now, ninth), last);
            }
            auto const* const k = reinterpret_cast<__m128i const*>(constants.data() + 4 * quad);
            __m128i const sum = _mm_add_epi32(now, _mm_load_si128(k));
            cdgh = _mm_sha256rnds2_epu32(cdgh, abef, sum);
            abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(sum, 0x0e));
        }
        abef = _mm_add_epi32(abef, abef_before);
        cdgh = _mm_add_epi32(cdgh, cdgh_before);
    }
    __m128i const feba = _mm_shuffle_epi32(abef, 0x1b);
    __m128i const dchg = _mm_shuffle_epi32(cdgh, 0xb1);
    _mm_storeu_si128(reinterpret_cast<__m128i*>(state.data()), _mm_blend_epi16(feba, dchg, 0xf0));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(state.data() + 4), _mm_alignr_epi8(dchg, feba, 8));
}
// NOLINTEND(cppcoreguidelines-pro-type-reinterpret-cast)

bool find_instructions()
{
    unsigned a = 0;
    unsigned b = 0;
    unsigned c = 0;
    unsigned d = 0;
    bool const has_sse =
        __get_cpuid(1, &a, &b, &c, &d) != 0 && (c & bit_SSE4_1) != 0 && (c & bit_SSSE3) != 0;
    return has_sse && __get_cpuid_count(7, 0, &a, &b, &c, &d) != 0 && (b & bit_SHA) != 0;
}

#endif

}  // namespace

void sha256_take_as_written(Sha256State& state, std::span<unsigned char const> blocks)
{
    for (std::size_t at = 0; at < blocks.size(); at += sha256_block_size) {
        take_block(state, blocks.data() + at);
    }
}

#ifdef __x86_64__

bool has_sha256_instructions()
{
    static bool const has = find_instructions();
    return has;
}

void sha256_take(Sha256State& state, std::span<unsigned char const> blocks)
{
    if (has_sha256_instructions()) {
        take_by_instructions(state, blocks);
    } else {
        sha256_take_as_written(state, blocks);
    }
}

#else

bool has_sha256_instructions()
{
    return false;
}

void sha256_take(Sha256State& state, std::span<unsigned char const> blocks)
{
    sha256_take_as_written(state, blocks);
}

#endif

}  // namespace parley
