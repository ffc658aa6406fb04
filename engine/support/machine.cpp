#include "support/machine.hpp"

#include <algorithm>
#include <thread>

#ifdef __linux__
#include <sched.h>
#endif
#ifdef __GLIBC__
#include <gnu/libc-version.h>
#endif

namespace parley {

std::string c_library()
{
#ifdef __GLIBC__
    return std::string{"glibc "} + gnu_get_libc_version();
#elif defined(__APPLE__)
    return "libSystem";
#else
    return "unknown";  // musl does not say its name
#endif
}

unsigned usable_processors()
{
#ifdef __linux__
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) == 0) {
        return static_cast<unsigned>(std::max(1, CPU_COUNT(&set)));
    }
#endif
    return std::max(1U, std::thread::hardware_concurrency());
}

}  // namespace parley
