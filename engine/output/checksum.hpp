#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace parley {

/// SHA-256 of what comes piece by piece [FIPS 180-4].
class Checksum {
  public:
    Checksum();
    Checksum(Checksum const&) = delete;
    Checksum& operator=(Checksum const&) = delete;
    Checksum(Checksum&&) noexcept;
    Checksum& operator=(Checksum&&) noexcept;
    ~Checksum();

    void add(std::string_view bytes);

    /// The sum in 64 hexadecimal digits. Nothing can be added afterwards.
    [[nodiscard]] std::string hexadecimal();

  private:
    struct Context;
    std::unique_ptr<Context> context_;
};

/// SHA-256 of a text, in 64 hexadecimal digits.
[[nodiscard]] std::string sha256(std::string_view text);

}  // namespace parley
