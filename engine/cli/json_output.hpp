#pragma once

#include "document/mistake.hpp"

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace parley {

using Json = nlohmann::ordered_json;

/// What a command was asked to print as JSON: one value, whatever the exit code. Numbers have their
/// full precision, 64-bit integers are exact; NaN and infinity, which JSON lacks, are null.
void give_json(Json const& json);

/// Mistakes or warnings: a list of objects with file, line and column (both from 1, 0 for the file
/// as a whole) and text.
[[nodiscard]] Json in_json(std::vector<Mistake> const& mistakes);

/// The value of an attribute of a result: a number where attributes of this name are, else text.
[[nodiscard]] Json attribute_in_json(std::string_view name, std::string const& text);

/// What a command prints in the place of its findings: the mistakes that keep it from its work, or
/// the failure of the machine, in the form of `check`.
[[nodiscard]] Json fault_in_json(std::vector<Mistake> const& mistakes, std::size_t unlisted,
                                 std::string_view failure);

}  // namespace parley
