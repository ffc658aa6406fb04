#pragma once

#include "scenario/format/describer.hpp"

#include <string>

namespace parley {

/// "a number from 0 to 1", "a number above 0 and at most 1", "a number of 0 or more", with its
/// unit. An end that only keeps numbers finite is left out.
[[nodiscard]] std::string in_words(Range const& range);

/// The same about a number that is outside: with both ends where it oversteps one of those.
[[nodiscard]] std::string in_words(Range const& range, double outside);

/// "a whole number from 1 to 100000"
[[nodiscard]] std::string in_words(WholeRange const& range);

/// "[0, 1]", "(0, 1]", ">= 0", "> 0", "any"; without its unit.
[[nodiscard]] std::string in_symbols(Range const& range);
[[nodiscard]] std::string in_symbols(WholeRange const& range);

/// "3 numbers", "2 to 100 numbers", "1 or more numbers"
[[nodiscard]] std::string in_words(std::string_view noun, Count count);

[[nodiscard]] bool contains(Range const& range, double value);

/// The range of a parameter of the catalogue.
[[nodiscard]] Range range_of(Parameter const& parameter);

/// May lists of this kind name groups, and all of one except some?
[[nodiscard]] bool may_name_groups(Named named);

/// "states", "authorities"
[[nodiscard]] std::string plural(std::string_view noun);

/// "a, b or c"
[[nodiscard]] std::string any_of(std::span<std::string_view const> names);

}  // namespace parley
