#pragma once

#include "document/mistake.hpp"
#include "document/node.hpp"

namespace parley {

/// Puts `number` states in the place of `states: {drawn: ...}`, each with the keys that they have
/// in common. Their ids are numbered so that their order as texts is that of their numbers.
///
/// Dirichlet parameters become roles, whose shares are the mean, and a `profile_concentration`,
/// their sum: what a run draws from them is up to the run. Mistakes are added, and then there are
/// no states.
void put_drawn_states(Node& document, Mistakes& mistakes);

}  // namespace parley
