#pragma once

#include "scenario/scenario_file.hpp"

#include <cstdint>
#include <ctime>
#include <string_view>

/// A target of fuzzing: reads any bytes as a user's input and ends the program where the reader
/// breaks its word. libFuzzer calls it with what it makes up, `replay.cpp` with files. Always
/// returns 0.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size);

namespace parley::fuzz {

[[nodiscard]] inline std::string_view as_text(std::uint8_t const* data, std::size_t size)
{
    return {reinterpret_cast<char const*>(data), size};
}

/// Ends the program when, at the end of its life, more than a second of the processor's time was
/// taken (ten under the address sanitizer): libFuzzer's own limit goes by the clock on the wall,
/// which also runs while others are served.
class OneSecond {
  public:
    OneSecond() = default;
    ~OneSecond();
    OneSecond(OneSecond const&) = delete;
    OneSecond& operator=(OneSecond const&) = delete;

  private:
    std::clock_t start_ = std::clock();
};

/// Ends the program unless `holds`.
void demand(bool holds, char const* what);

/// Input is refused in plain text that a terminal can show, with at least one mistake.
void judge(InputError const& error);

/// What was read without a mistake can be built, and its resolved text reads back as the same.
void judge(ScenarioFile const& file);

/// Reads with settings and judges what comes of it.
void read_and_judge(ScenarioDocument const& document, std::span<Setting const> settings = {});

}  // namespace parley::fuzz
