#pragma once

#include <string_view>

namespace parley {

/// The library that takes YAML apart, with its version, for the record: "yaml-cpp 0.7.0".
[[nodiscard]] constexpr std::string_view reading_library()
{
    return "yaml-cpp " PARLEY_YAML_CPP_VERSION;
}

}  // namespace parley
