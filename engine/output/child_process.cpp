#include "output/child_process.hpp"

#include "output/descriptor.hpp"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <fstream>
#include <new>
#include <string_view>
#include <system_error>

#ifdef __linux__
#include <sys/prctl.h>
#endif

namespace parley {
namespace {

[[noreturn]] void fail()
{
    throw std::system_error{errno, std::generic_category(), "cannot let a child process read"};
}

#ifdef PARLEY_SANITIZED
constexpr bool addresses_are_all_taken = true;  // by the sanitizers, at once
#else
constexpr bool addresses_are_all_taken = false;
#endif

/// Bytes of addresses that this process uses; 0 where nobody says so.
std::uint64_t addresses_in_use()
{
    std::uint64_t pages = 0;
    std::ifstream{"/proc/self/statm"} >> pages;
    return pages * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

/// Lowers a limit of this process; one that is lower already stays.
void limit(int resource, std::uint64_t most)
{
    rlimit now{};
    if (::getrlimit(static_cast<__rlimit_resource_t>(resource), &now) == 0) {
        now.rlim_cur = std::min<rlim_t>(now.rlim_cur, most);
        ::setrlimit(static_cast<__rlimit_resource_t>(resource), &now);
    }
}

void keep_to(ChildLimits limits)
{
    limit(RLIMIT_CPU, limits.seconds);
    limit(RLIMIT_CORE, 0);
    if (auto const used = addresses_are_all_taken ? 0 : addresses_in_use(); used > 0) {
        limit(RLIMIT_AS, used + limits.bytes);
    }
}

constexpr int untold = 3;  // the code of a child that cannot write what it has to tell

/// What a child does: it ends here, whatever happens.
[[noreturn]] void carry_out(std::function<std::string()> const& tell, Descriptor const& pipe,
                            ChildLimits limits)
{
    // A request to stop is the parent's to answer: this process ends with it.
    sigset_t all;
    ::sigfillset(&all);
    ::pthread_sigmask(SIG_BLOCK, &all, nullptr);
#ifdef __linux__
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
    keep_to(limits);
    ::dup2(pipe.number(), STDERR_FILENO);  // what else it says is not for the user
    sigset_t of_crashes;
    ::sigemptyset(&of_crashes);
    for (int const signal : {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL, SIGXCPU}) {
        std::signal(signal, SIG_DFL);
        ::sigaddset(&of_crashes, signal);
    }
    ::pthread_sigmask(SIG_UNBLOCK, &of_crashes, nullptr);
    try {
        auto const text = tell();
        std::string_view rest{text};
        while (!rest.empty()) {
            auto const put = ::write(pipe.number(), rest.data(), rest.size());
            if (put < 0 && errno != EINTR) {
                ::_exit(untold);
            }
            rest.remove_prefix(put < 0 ? 0 : static_cast<std::size_t>(put));
        }
    } catch (...) {
        ::_exit(2);  // what it was does not matter: nothing was told
    }
    ::_exit(0);
}

std::string read_all(Descriptor const& pipe)
{
    std::string text;
    std::array<char, 4096> place{};
    for (;;) {
        auto const got = ::read(pipe.number(), place.data(), place.size());
        if (got == 0) {
            return text;
        }
        if (got < 0 && errno != EINTR) {
            fail();
        }
        text.append(place.data(), got < 0 ? 0 : static_cast<std::size_t>(got));
    }
}

}  // namespace

std::string told_by_child(std::function<std::string()> const& tell, ChildLimits limits)
{
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
        fail();
    }
    Descriptor const reading{ends[0]};
    Descriptor writing{ends[1]};
    auto const child = ::fork();
    if (child < 0) {
        fail();
    }
    if (child == 0) {
        carry_out(tell, writing, limits);
    }
    writing.close_now();
    auto text = read_all(reading);
    int status = 0;
    rusage used{};
    while (::wait4(child, &status, 0, &used) < 0 && errno == EINTR) {
    }
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-union-access): so the C library has it
    auto const kilobytes = static_cast<std::uint64_t>(used.ru_maxrss);
    if (WIFEXITED(status) && WEXITSTATUS(status) == untold) {
        throw std::system_error{EIO, std::generic_category(), "cannot hear of a child process"};
    }
    bool const refused_memory = WIFEXITED(status) && WEXITSTATUS(status) == 1;
    if (refused_memory && kilobytes * 1024 < limits.bytes / 4) {
        throw std::bad_alloc{};
    }
    return status == 0 ? text : std::string{};
}

}  // namespace parley
