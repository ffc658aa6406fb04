#include "cli/warnings.hpp"

#include "cli/standard_streams.hpp"

#include <algorithm>

namespace parley {

void tell_warnings(Mistakes const& warnings, std::string const& file)
{
    constexpr std::size_t most = 5;
    auto const all = warnings.by_place();
    auto const told = loudness() == Loudness::verbose ? all.size() : std::min(all.size(), most);
    for (std::size_t i = 0; i < told; ++i) {
        warn("{}\n", one_line(all[i]));
    }
    if (warnings.count() > told) {
        warn("and {} more: parley check {}\n", warnings.count() - told, all_visible(file));
    }
}

}  // namespace parley
