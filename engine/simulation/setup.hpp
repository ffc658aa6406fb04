#pragma once

#include "forum/meeting.hpp"
#include "forum/routing.hpp"
#include "model/authorities.hpp"
#include "model/migration.hpp"
#include "model/role_volumes.hpp"
#include "simulation/administration.hpp"
#include "simulation/calendar.hpp"
#include "simulation/draws.hpp"
#include "simulation/event.hpp"

namespace parley {

/// How people move, and what their moving makes of states.
struct MigrationParams {
    Migration::Params response{};
    double attrition = 0.02;       ///< share of a stock that dies or returns a year, >= 0
    bool profiles_follow = false;  ///< do actual profiles follow stocks and flows?
    RoleVolumes::Params roles{};
};

/// What scenarios need not say: half of the way to its target in a year.
inline constexpr double standard_implementation_rate = 0.5;

/// What a scenario describes: everything that is the same for all of its replicates, and that no
/// run changes.
struct Setup {
    Calendar calendar;
    World world;  ///< at the start, without national variation; interests need not be set
    Authorities authorities{};  ///< none: everything is up to states
    std::vector<Forum> forums;  ///< in order of their ids
    std::vector<Event> events;
    /// What is in force as the run begins, in the order of signing: ticks before 0. Terms that are
    /// NaN are those on which the parties would settle at the start; see Meeting::settlement.
    std::vector<Agreement> record{};
    MeetingParams meetings;
    Draws draws{};  ///< of states, anew for each run
    MigrationParams migration{};
    AdministrationParams administration{};
    Routing::Params routing{};
    bool outside_option = false;  ///< does what other forums may bring raise reservation values?
    double variation = 0.0;       ///< standard deviation of ideal points between states, >= 0
    /// Share of the way to its target that a policy goes a year, in (0, 1].
    double implementation_rate = standard_implementation_rate;
};

/// Throws std::invalid_argument when a setup contradicts itself.
void check(Setup const& setup);

}  // namespace parley
