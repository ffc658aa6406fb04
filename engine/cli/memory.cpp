#include "cli/memory.hpp"

#include <cstdlib>  // says which C library this is

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace parley {

void keep_freed_memory([[maybe_unused]] unsigned threads)
{
#ifdef __GLIBC__
    // NOLINTBEGIN(concurrency-mt-unsafe): no other thread has begun
    constexpr int megabyte = 1 << 20;
    ::mallopt(M_MMAP_THRESHOLD, 32 * megabyte);  // the most that it takes
    ::mallopt(M_TRIM_THRESHOLD, 256 * megabyte);
    ::mallopt(M_TOP_PAD, 4 * megabyte);
    // The first arena grows in large steps and all others page by page; the main thread only waits.
    ::mallopt(M_ARENA_MAX, static_cast<int>(threads));
    // NOLINTEND(concurrency-mt-unsafe)
#endif
}

}  // namespace parley
