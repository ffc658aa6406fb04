#pragma once

#include "output/variables.hpp"

namespace parley {

/// What a result keeps of each negotiated table, in the order in which it is stored.
[[nodiscard]] std::vector<VariableOf<RunRecord>> session_variables(Labels const& labels);

}  // namespace parley
