#pragma once

#include "scenario/reading/settings.hpp"

#include <vector>

namespace parley {

/// The assignments of an entry of `what_if`: those of the what-ifs that it builds on (`builds_on`,
/// a name or a list of them), each once and bases first, and then its own, which overwrite them.
///
/// `section` holds all what-ifs, by name. Names that are unknown, what-ifs that build on themselves
/// and chains of more than `Limits::bases` are added to `mistakes`.
[[nodiscard]] std::vector<Assignment> assignments_of(Node const& entry, Node const& section,
                                                     Mistakes& mistakes);

}  // namespace parley
