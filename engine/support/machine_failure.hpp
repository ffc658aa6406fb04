#pragma once

#include <cerrno>

namespace parley {

/// Does an errno say that the machine failed, and not that a wrong file was named?
[[nodiscard]] inline bool is_machine_failure(int number)
{
    return number == EIO || number == EINTR || number == EMFILE || number == ENFILE ||
           number == ENOMEM || number == ENOSPC || number == ESTALE;
}

}  // namespace parley
