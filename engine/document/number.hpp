#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

namespace parley {

/// Why a text is not what was wanted, and what to write instead.
struct Refusal {
    std::string why;
    std::string remedy;
};

/// A finite decimal number, the whole text: `0.5`, `-2`, `1e-3`. Refused: leading zeros (`010` is 8
/// in some programs), `.nan`, `.inf`, hexadecimal, `1_000`, `0,5`, `50%`, `5 persons`.
[[nodiscard]] std::variant<double, Refusal> parse_number(std::string_view text);

/// A whole number from 0 to 2^64 - 1, written with digits alone.
[[nodiscard]] std::variant<std::uint64_t, Refusal> parse_whole(std::string_view text);

/// The shortest text that reads back as the same number.
[[nodiscard]] std::string to_text(double value);

}  // namespace parley
