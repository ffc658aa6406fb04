#include "output/child_process.hpp"

#include "output/descriptor.hpp"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <string_view>
#include <system_error>

namespace parley {
namespace {

[[noreturn]] void fail()
{
    throw std::system_error{errno, std::generic_category()};
}

/// What a child does: it ends here, whatever happens.
[[noreturn]] void carry_out(std::function<std::string()> const& tell, Descriptor const& pipe,
                            std::uint64_t seconds)
{
    rlimit const time{.rlim_cur = seconds, .rlim_max = seconds};
    rlimit const no_dump{.rlim_cur = 0, .rlim_max = 0};
    ::setrlimit(RLIMIT_CPU, &time);
    ::setrlimit(RLIMIT_CORE, &no_dump);
    for (int const signal : {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL}) {
        std::signal(signal, SIG_DFL);
    }
    try {
        auto const text = tell();
        std::string_view rest{text};
        while (!rest.empty()) {
            auto const put = ::write(pipe.number(), rest.data(), rest.size());
            if (put < 0 && errno != EINTR) {
                break;
            }
            rest.remove_prefix(put < 0 ? 0 : static_cast<std::size_t>(put));
        }
    } catch (...) {
        ::_exit(1);  // what it was does not matter: nothing was told
    }
    ::_exit(0);
}

std::string read_all(Descriptor const& pipe)
{
    std::string text;
    char place[4096];
    for (;;) {
        auto const got = ::read(pipe.number(), place, sizeof place);
        if (got == 0) {
            return text;
        }
        if (got < 0 && errno != EINTR) {
            fail();
        }
        text.append(place, got < 0 ? 0 : static_cast<std::size_t>(got));
    }
}

}  // namespace

std::string told_by_child(std::function<std::string()> const& tell, std::uint64_t seconds)
{
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) {
        fail();
    }
    Descriptor const reading{ends[0]};
    Descriptor writing{ends[1]};
    auto const child = ::fork();
    if (child < 0) {
        fail();
    }
    if (child == 0) {
        carry_out(tell, writing, seconds);
    }
    writing.close_now();
    auto text = read_all(reading);
    while (::waitpid(child, nullptr, 0) < 0 && errno == EINTR) {
    }
    return text;
}

}  // namespace parley
