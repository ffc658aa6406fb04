#pragma once

#include "scenario/indices.hpp"
#include "simulation/calendar.hpp"
#include "simulation/event.hpp"

namespace parley {

/// The events of a scenario; `forums` are those of the setup that they happen in.
[[nodiscard]] std::vector<Event> build_events(Scenario const& scenario, Indices const& indices,
                                              std::vector<Forum> const& forums,
                                              Calendar const& calendar);

/// What home politics wants from the beginning on, by the overrides of a scenario.
[[nodiscard]] DomesticPolitics build_politics(Scenario const& scenario, Indices const& indices);

}  // namespace parley
