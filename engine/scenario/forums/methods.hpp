#pragma once

#include "scenario/format/describer.hpp"

namespace parley {

/// The catalogues of the library, as `protocol:` and `rule:` take them.
[[nodiscard]] Methods const& protocol_methods();
[[nodiscard]] Methods const& rule_methods();

}  // namespace parley
