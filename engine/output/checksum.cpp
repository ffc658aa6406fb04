#include "output/checksum.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <span>

namespace parley {

void Checksum::add(std::string_view bytes)
{
    if (bytes.empty()) {
        return;
    }
    std::size_t const waiting = bytes_ % sha256_block_size;
    bytes_ += bytes.size();
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): bytes are bytes
    std::span left{reinterpret_cast<unsigned char const*>(bytes.data()), bytes.size()};
    if (waiting > 0) {
        std::size_t const taken = std::min(left.size(), sha256_block_size - waiting);
        std::memcpy(rest_.data() + waiting, left.data(), taken);
        left = left.subspan(taken);
        if (waiting + taken < sha256_block_size) {
            return;
        }
        sha256_take(state_, rest_);
    }
    std::size_t const whole = left.size() / sha256_block_size * sha256_block_size;
    if (whole > 0) {
        sha256_take(state_, left.first(whole));
    }
    if (whole < left.size()) {
        std::memcpy(rest_.data(), left.data() + whole, left.size() - whole);
    }
}

std::string Checksum::hexadecimal()
{
    // The bit 1, zeros until eight bytes of a block are left, and the length in bits [5.1.1].
    std::uint64_t const bits = 8 * bytes_;
    std::size_t const waiting = bytes_ % sha256_block_size;
    std::size_t const zeros = (sha256_block_size + 55 - waiting) % sha256_block_size;
    std::string end(1 + zeros + 8, '\0');
    end.front() = '\x80';
    for (std::size_t i = 0; i < 8; ++i) {
        end[end.size() - 1 - i] = static_cast<char>(bits >> 8 * i & 0xffU);
    }
    add(end);
    std::string text;
    for (std::uint32_t const part : state_) {
        text += fmt::format("{:08x}", part);
    }
    return text;
}

std::string sha256(std::string_view text)
{
    Checksum sum;
    sum.add(text);
    return sum.hexadecimal();
}

}  // namespace parley
