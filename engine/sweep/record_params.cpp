#include "sweep/record_params.hpp"

#include "scenario/selections.hpp"

namespace parley {

RecordParams record_params(Scenario const& scenario)
{
    return {.every = ticks_in(scenario.record.every, scenario.time),
            .sessions = static_cast<SessionFilter>(scenario.record.sessions)};
}

}  // namespace parley
