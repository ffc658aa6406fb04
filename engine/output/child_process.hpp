#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace parley {

/// What a child process may use.
struct ChildLimits {
    std::uint64_t seconds;  ///< of CPU time
    std::uint64_t bytes;    ///< of memory, beyond what this process has
};

/// What `tell` returns in a child of this process, which may crash, or need more than its limits:
/// then nothing. To be called while there is one thread. Throws std::system_error where there can
/// be no child, and std::bad_alloc where the child has used little memory and was refused more,
/// which the program's own malloc tells by the code 1.
[[nodiscard]] std::string told_by_child(std::function<std::string()> const& tell,
                                        ChildLimits limits);

}  // namespace parley
