#pragma once

#include "output/sha256_rounds.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace parley {

/// SHA-256 of what comes piece by piece [FIPS 180-4].
class Checksum {
  public:
    Checksum() = default;
    Checksum(Checksum const&) = delete;
    Checksum& operator=(Checksum const&) = delete;
    Checksum(Checksum&&) noexcept = default;
    Checksum& operator=(Checksum&&) noexcept = default;
    ~Checksum() = default;

    void add(std::string_view bytes);

    /// The sum in 64 hexadecimal digits. Nothing can be added afterwards.
    [[nodiscard]] std::string hexadecimal();

  private:
    Sha256State state_ = sha256_start;
    std::array<unsigned char, sha256_block_size> rest_{};  // of an unfinished block
    std::uint64_t bytes_ = 0;                              // so far
};

/// SHA-256 of a text, in 64 hexadecimal digits.
[[nodiscard]] std::string sha256(std::string_view text);

}  // namespace parley
