#include "cli/progress.hpp"

#include "cli/standard_streams.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <string>

namespace parley {

using namespace std::chrono_literals;

Progress::Progress(std::size_t total)
    : total_{total},
      terminal_{isatty(STDERR_FILENO) == 1 && loudness() != Loudness::quiet},
      next_{start_ + 500ms}
{
}

Progress::~Progress()
{
    if (shown_) {
        warn("\r\033[K");
    }
}

void Progress::show(std::size_t done)
{
    auto const now = Clock::now();
    if (!terminal_ || now < next_) {
        return;
    }
    next_ = now + 100ms;
    shown_ = true;
    double const seconds = std::chrono::duration<double>(now - start_).count();
    double const left = seconds / static_cast<double>(done) * static_cast<double>(total_ - done);
    constexpr std::size_t width = 30;
    std::size_t const filled = width * done / total_;
    warn("\r\033[K[{}{}] {} of {} runs, {:.0f} s left", std::string(filled, '='),
         std::string(width - filled, ' '), done, total_, left);
    std::fflush(stderr);
}

}  // namespace parley
