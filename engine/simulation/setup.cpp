#include "simulation/setup.hpp"

#include "simulation/succession.hpp"

#include <algorithm>
#include <stdexcept>
#include <tuple>

namespace parley {

namespace {

/// States that begin or end are not crossed and have no authorities.
void check_successions(Setup const& setup)
{
    Heirs const heirs{setup.events, setup.world.states.count()};
    auto const changes = [&](StateId i) { return heirs.begins(i) || heirs.ends(i); };
    if (std::ranges::any_of(setup.world.flows.routes.via, changes) ||
        std::ranges::any_of(setup.authorities.of, changes)) {
        throw std::invalid_argument{
            "a state that begins or ends can have no authorities, and no route can cross it"};
    }
    for (Agreement const& agreement : setup.record) {
        if (std::ranges::any_of(agreement.signatories,
                                [&](StateId i) { return heirs.begins(i); })) {
            throw std::invalid_argument{
                "a state that does not exist yet is party to no agreement at the start"};
        }
    }
}

}  // namespace

void check(Setup const& setup)
{
    check_successions(setup);
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
