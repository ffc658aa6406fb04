#include "output/dollars.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <string_view>

namespace parley {

std::string in_thousands(double number)
{
    static constexpr std::array<std::string_view, 5> units{"", " thousand", " million", " billion",
                                                           " trillion"};
    double amount = std::abs(number);
    std::size_t unit = 0;
    while (amount >= 999.5 && unit + 1 < units.size()) {
        amount /= 1000.0;
        ++unit;
    }
    bool const whole = unit == 0 || amount >= 9.95;
    return fmt::format("{}{:.{}f}{}", number < 0.0 ? "-" : "", amount, whole ? 0 : 1, units[unit]);
}

std::string dollars(double usd)
{
    return in_thousands(usd) + " dollars";
}

}  // namespace parley
