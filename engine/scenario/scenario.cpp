#include "scenario/scenario.hpp"

#include <algorithm>

namespace parley {

int ticks_in(Duration duration, written::Time const& time)
{
    return duration.unit == Duration::Unit::ticks
               ? duration.count
               : (duration.count + time.tick.count - 1) / time.tick.count;
}

int ticks_until(Month last, written::Time const& time)
{
    int const months = last - time.start + 1;
    return std::max((months + time.tick.count - 1) / time.tick.count, 1);
}

}  // namespace parley
