#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace parley {

/// The known name that `name` was most likely meant to be, or an empty view. Case and `-` for `_`
/// do not count, swapped neighbours count as one slip; a third of the letters may be wrong, at most
/// 3. Else the only known name that begins with it and `_`.
[[nodiscard]] std::string_view nearest(std::string_view name, std::span<std::string const> known);

/// `did you mean 'salience'?`, or `one of: a, b, c` when nothing is near, or "" when none is known.
[[nodiscard]] std::string suggestion(std::string_view name, std::span<std::string const> known);

}  // namespace parley
