#include "sweep/pilot.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace parley {

Pilot pilot_of(SweepTask const& task, RunRange range, double seconds)
{
    using Clock = std::chrono::steady_clock;
    constexpr double golden = 0.6180339887498949;  // its multiples spread evenly at any number
    Pilot pilot;
    double spent = 0.0;
    double bytes = 0.0;
    auto const start = Clock::now();
    while (pilot.runs < range.count() && (pilot.runs == 0 || spent < seconds)) {
        double const share = std::fmod(static_cast<double>(pilot.runs + 1) * golden, 1.0);
        auto const at = static_cast<std::uint64_t>(share * static_cast<double>(range.count()));
        auto const done = task.carry_out(range.first + std::min(at, range.count() - 1));
        if (!done) {
            break;
        }
        bytes += static_cast<double>(done->row.size());
        pilot.failed += done->failed ? 1 : 0;
        ++pilot.runs;
        spent = std::chrono::duration<double>(Clock::now() - start).count();
    }
    if (pilot.runs > 0) {
        pilot.seconds_a_run = spent / static_cast<double>(pilot.runs);
        pilot.bytes_a_run = bytes / static_cast<double>(pilot.runs);
    }
    return pilot;
}

}  // namespace parley
