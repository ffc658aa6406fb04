#include "cli/interruption.hpp"

#include "cli/program.hpp"
#include "output/pending_file.hpp"

#include <unistd.h>

#include <atomic>
#include <csignal>
#include <initializer_list>

namespace parley {
namespace {

// NOLINTNEXTLINE(cppcoreguidelines-avoid-non-const-global-variables): what a handler can reach
std::atomic<bool> asked{false};
static_assert(std::atomic<bool>::is_always_lock_free);  // so that a signal handler may set it

extern "C" void end_at_once(int)
{
    remove_unfinished_files();
    ::_exit(static_cast<int>(Exit::interrupted));
}

extern "C" void ask(int signal)
{
    if (asked.exchange(true)) {
        end_at_once(signal);
    }
}

/// Unlike a signal that is ignored, one that is handled is not handed on to programs that we start.
extern "C" void go_on(int) {}

void handle(std::initializer_list<int> signals, void (*handler)(int))
{
    struct sigaction action = {};
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    for (int const signal : signals) {
        sigaddset(&action.sa_mask, signal);
    }
    for (int const signal : signals) {
        sigaction(signal, &action, nullptr);
    }
}

}  // namespace

void end_when_asked()
{
    handle({SIGINT, SIGTERM, SIGUSR1}, end_at_once);
    handle({SIGXFSZ, SIGPIPE}, go_on);
}

void save_when_asked()
{
    handle({SIGINT, SIGTERM, SIGUSR1}, ask);
}

bool interrupted()
{
    return asked;
}

}  // namespace parley
