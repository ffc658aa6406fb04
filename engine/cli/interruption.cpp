#include "cli/interruption.hpp"

#include <array>
#include <atomic>
#include <csignal>

namespace parley {
namespace {

std::atomic<bool> asked{false};
static_assert(std::atomic<bool>::is_always_lock_free);  // so that a signal handler may set it

extern "C" void ask(int)
{
    asked = true;
}

}  // namespace

void handle_signals()
{
    struct sigaction action = {};
    action.sa_handler = ask;
    action.sa_flags = static_cast<int>(SA_RESETHAND | SA_RESTART);
    for (int const signal : std::array{SIGINT, SIGTERM, SIGUSR1}) {
        sigaction(signal, &action, nullptr);
    }
    std::signal(SIGXFSZ, SIG_IGN);  // a limit on file sizes is then an error like a full disk
}

bool interrupted()
{
    return asked;
}

}  // namespace parley
