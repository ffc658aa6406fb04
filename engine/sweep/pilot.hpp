#pragma once

#include "sweep/sweep.hpp"

namespace parley {

/// What runs of a plan take, from a few of them.
struct Pilot {
    std::uint64_t runs = 0;      ///< that were measured
    double seconds_a_run = 0.0;  ///< of one thread, setting up its point included
    double bytes_a_run = 0.0;    ///< uncompressed
    std::uint64_t failed = 0;
};

/// Carries out runs from all over a range for about `seconds`, at least one, and keeps none.
[[nodiscard]] Pilot pilot_of(SweepTask const& task, RunRange range, double seconds);

}  // namespace parley
