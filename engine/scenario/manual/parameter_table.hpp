#pragma once

#include "scenario/format/describer.hpp"

#include <string>

namespace parley {

/// The parameters of scenarios as one Markdown table, for those who write down the model: a row for
/// each number, choice, protocol, rule, month and time span, with its path, meaning, unit, range
/// and default, from the description that the reader uses. What several sections have alike is one
/// row with all its paths.
[[nodiscard]] std::string scenario_parameters();

/// The parameters of whatever is described.
[[nodiscard]] std::string parameters_of(Describer::Body const& body);

}  // namespace parley
