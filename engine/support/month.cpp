#include "support/month.hpp"

#include <fmt/format.h>

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

}  // namespace parley
