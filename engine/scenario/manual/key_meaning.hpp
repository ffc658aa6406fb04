#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace parley {

/// What the description says of a key, wherever the path to it leads through ids.
struct KeyMeaning {
    std::string about{};
    std::string unit{};  ///< "" for pure numbers and for what is no number
};

/// The meaning of a key of a scenario by its path, such as `forums.eu.frankness` or
/// `states.MAR.power`; nothing where there is no such key.
[[nodiscard]] std::optional<KeyMeaning> meaning_of(std::string_view path);

}  // namespace parley
