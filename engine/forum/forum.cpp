#include "forum/forum.hpp"

namespace parley {

bool Forum::is_open(int tick) const
{
    return tick >= first_tick && (!closing_tick || tick < *closing_tick);
}

bool Forum::meets(int tick) const
{
    return is_open(tick) && (tick - first_tick) % interval == 0;
}

}  // namespace parley
