#pragma once

#include "explanation/inaction.hpp"

namespace parley {

/// Why a setting of an organisation did nothing, `key` the one of its that it sets; "" where no
/// reason is found.
[[nodiscard]] std::string reason_of_organisation(std::string const& id, std::string const& key,
                                                 DescribedVariation const& second,
                                                 Effect const& effect);

}  // namespace parley
