#include "simulation/calendar.hpp"

#include <algorithm>

namespace parley {

int Calendar::tick_at(Month month) const
{
    int const months = month - start;
    int const whole = months / tick_months;  // rounds towards 0
    return months % tick_months > 0 ? whole + 1 : whole;
}

int Calendar::ticks_in(int months) const
{
    return std::max(1, (months + tick_months - 1) / tick_months);
}

}  // namespace parley
