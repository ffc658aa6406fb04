#include "simulation/calendar.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace parley {

int Month::days_since_epoch() const
{
    using namespace std::chrono;
    auto const first =
        std::chrono::year{year()} / std::chrono::month{static_cast<unsigned>(month())} / 1;
    return static_cast<int>(sys_days{first}.time_since_epoch().count());
}

std::string Month::text() const
{
    return fmt::format("{:04}-{:02}", year(), month());
}

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
