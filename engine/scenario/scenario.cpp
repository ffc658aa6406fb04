#include "scenario/scenario.hpp"

namespace parley {

int ticks_in(Duration duration, written::Time const& time)
{
    return duration.unit == Duration::Unit::ticks
               ? duration.count
               : (duration.count + time.tick.count - 1) / time.tick.count;
}

}  // namespace parley
