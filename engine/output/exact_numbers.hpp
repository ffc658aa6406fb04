#pragma once

#include <cstdint>
#include <variant>
#include <vector>

namespace parley {

/// The values of an array: integers stay integers, since doubles hold only 53 bits of a seed.
using ExactNumbers =
    std::variant<std::vector<double>, std::vector<std::int64_t>, std::vector<std::uint64_t>>;

}  // namespace parley
