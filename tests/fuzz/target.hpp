#pragma once

#include "scenario/scenario_file.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

/// A target of fuzzing: reads any bytes as a user's input and ends the program where the reader
/// breaks its word. libFuzzer calls it with what it makes up, `replay.cpp` with files. Always
/// returns 0.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size);

namespace parley::fuzz {

[[nodiscard]] inline std::string_view as_text(std::uint8_t const* data, std::size_t size)
{
    // libFuzzer hands over bytes.
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast)
    return {reinterpret_cast<char const*>(data), size};
}

/// Ends the program when, during its life, more than `most` objects are asked of `new`: the work
/// for one input is bounded by a number that is the same on every machine, however busy.
class Bound {
  public:
    static constexpr std::size_t most = 10'000'000;

    Bound();
    ~Bound();
    Bound(Bound const&) = delete;
    Bound& operator=(Bound const&) = delete;
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
