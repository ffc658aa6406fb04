#pragma once

#include "scenario/indices.hpp"
#include "simulation/setup.hpp"

namespace parley {

/// The forums of a scenario, generated ones included, in order of their ids.
[[nodiscard]] std::vector<Forum> build_forums(Scenario const& scenario, States const& states,
                                              Indices const& indices, Calendar const& calendar);

/// How members declare and discuss, and what they never accept.
[[nodiscard]] MeetingParams build_meetings(Scenario const& scenario, Matrix red_line, Trace trace);

}  // namespace parley
