#include "simulation/setup.hpp"

#include <stdexcept>
#include <tuple>

namespace parley {

void check(Setup const& setup)
{
    Eigen::Index const states = setup.world.states.count();
    Eigen::Index const issues = setup.world.issues.count();
    auto const& red_line = setup.meetings.red_line;
    auto const& policy = setup.world.regime.policy();
    if (red_line.rows() != states || red_line.cols() != issues || policy.rows() != states ||
        policy.cols() != issues) {
        throw std::invalid_argument{"red lines and status quo must be states x issues"};
    }
    StateKeys<EveryState> const& keys = setup.world.states;
    bool const complete =
        std::apply([states](auto const&... numbers) { return ((numbers.size() == states) && ...); },
                   StateKeys<EveryState>::members(keys));
    if (!complete) {
        throw std::invalid_argument{"every key of a state needs an entry for every state"};
    }
    if (setup.calendar.tick_months < 1 || setup.calendar.ticks < 1) {
        throw std::invalid_argument{"a calendar needs at least one tick of at least a month"};
    }
    for (Eigen::Index k = 0; k < issues; ++k) {
        if (setup.world.issues.is_dyadic(k) && setup.world.issues.reach(k) > 0.0) {
            throw std::invalid_argument{"a dyadic issue is not devolved"};
        }
    }
    if (!(setup.implementation_rate > 0.0 && setup.implementation_rate <= 1.0) ||
        !(setup.variation >= 0.0)) {
        throw std::invalid_argument{"implementation rate must be in (0, 1], variation >= 0"};
    }
}

}  // namespace parley
