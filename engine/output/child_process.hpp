#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace parley {

/// What `tell` returns in a child of this process, which may crash, or take more CPU time than it
/// is given: then what came until then, which is nothing. To be called while there is one thread.
/// Throws std::system_error where there can be no child.
[[nodiscard]] std::string told_by_child(std::function<std::string()> const& tell,
                                        std::uint64_t seconds);

}  // namespace parley
