#pragma once

#include "document/mistake.hpp"

#include <string>

namespace parley {

/// Prints what is odd in a scenario that is about to run: the first few warnings, a line each, and
/// where to read the others.
void tell_warnings(Mistakes const& warnings, std::string const& file);

}  // namespace parley
