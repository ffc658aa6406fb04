#include "cli/program.hpp"
#include "cli/standard_streams.hpp"
#include "output/pending_file.hpp"

#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstddef>
#include <string_view>

// The program's own malloc: the C library's, but for what it does when there is no memory. HDF5
// crashes or goes on with half of its state when it is refused a few bytes. The program then ends,
// with a message and without what was being written. A large request fails as usual, and whoever
// made it says so: it comes from what a file claims to hold. Where the C library is another one,
// its malloc stays.

#ifdef __GLIBC__

// NOLINTBEGIN: the names are the C library's
extern "C" {

void* __libc_malloc(std::size_t size);
void* __libc_calloc(std::size_t count, std::size_t size);
void* __libc_realloc(void* memory, std::size_t size);
void* __libc_memalign(std::size_t alignment, std::size_t size);
}

namespace {

using namespace std::string_view_literals;

constexpr std::size_t much = std::size_t{64} << 20U;

void* or_end(void* memory, std::size_t size) noexcept
{
    if (memory == nullptr && size > 0 && size < much) {
        sigset_t all;  // a request to stop would wait for what is being removed
        ::sigfillset(&all);
        ::pthread_sigmask(SIG_BLOCK, &all, nullptr);
        parley::remove_unfinished_files();
        for (auto const part : {"parley: error: "sv, parley::out_of_memory, "\n"sv}) {
            [[maybe_unused]] auto const told = ::write(STDERR_FILENO, part.data(), part.size());
        }
        if (parley::is_json_promised()) {
            for (auto const part : {R"({"mistakes": [], "warnings": [], )"sv,
                                    R"("unlisted": {"mistakes": 0, "warnings": 0}, )"sv,
                                    R"("failure": ")"sv, parley::out_of_memory, "\"}\n"sv}) {
                [[maybe_unused]] auto const told = ::write(STDOUT_FILENO, part.data(), part.size());
            }
        }
        ::_exit(static_cast<int>(parley::Exit::machine_failed));
    }
    return memory;
}

}  // namespace

extern "C" {

void* malloc(std::size_t size) noexcept
{
    return or_end(__libc_malloc(size), size);
}

void* calloc(std::size_t count, std::size_t size) noexcept
{
    std::size_t bytes = 0;
    return __builtin_mul_overflow(count, size, &bytes) ? nullptr
                                                       : or_end(__libc_calloc(count, size), bytes);
}

void* realloc(void* memory, std::size_t size) noexcept
{
    return or_end(__libc_realloc(memory, size), size);
}

void* memalign(std::size_t alignment, std::size_t size) noexcept
{
    return or_end(__libc_memalign(alignment, size), size);
}

void* aligned_alloc(std::size_t alignment, std::size_t size) noexcept
{
    return or_end(__libc_memalign(alignment, size), size);
}

int posix_memalign(void** place, std::size_t alignment, std::size_t size) noexcept
{
    if (alignment % sizeof(void*) != 0 || (alignment & (alignment - 1)) != 0 || alignment == 0) {
        return EINVAL;
    }
    void* const memory = or_end(__libc_memalign(alignment, size), size);
    *place = memory == nullptr ? *place : memory;
    return memory == nullptr ? ENOMEM : 0;
}
}
// NOLINTEND

#endif
