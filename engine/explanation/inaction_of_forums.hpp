#pragma once

#include "explanation/inaction.hpp"

namespace parley {

/// Why a setting of some forums did nothing, `key` the one of theirs that it sets; "" where no
/// reason is found. `named` is the forum; "": it is one of several, or of pairs. At least one
/// forum.
[[nodiscard]] std::string reason_of_forums(std::string const& key, std::string const& named,
                                           std::vector<std::string> const& labels,
                                           DescribedVariation const& first,
                                           DescribedVariation const& second, Effect const& effect);

}  // namespace parley
