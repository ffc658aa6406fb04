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

std::array constexpr stop_signals{SIGINT, SIGTERM, SIGUSR1};

}  // namespace

void handle_signals()
{
    struct sigaction action = {};
    action.sa_handler = ask;
    action.sa_flags = static_cast<int>(SA_RESETHAND | SA_RESTART);
    for (int const signal : stop_signals) {
        sigaction(signal, &action, nullptr);
    }
    std::signal(SIGXFSZ, SIG_IGN);  // a limit on file sizes is then an error like a full disk
}

void stop_at_once_when_asked()
{
    for (int const signal : stop_signals) {
        std::signal(signal, SIG_DFL);
    }
}

bool interrupted()
{
    return asked;
}

}  // namespace parley
