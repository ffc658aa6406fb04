#pragma once

#include "output/minutes/outcome_objects.hpp"
#include "simulation/simulation.hpp"

#include <string_view>
#include <vector>

namespace parley {

/// What the first line of every run calls the format, and its version; see MINUTES.md.
inline constexpr std::string_view minutes_format{"parley minutes"};
inline constexpr int minutes_version = 1;

// The minutes of a run as data: an object a line, whose `record` says what it tells. MINUTES.md
// lists the fields of each. Numbers are in full precision.

/// A run begins.
[[nodiscard]] Json run_line(std::string_view what_if, Simulation const& simulation);

/// An event has taken effect.
[[nodiscard]] Json event_line(Simulation const& simulation, Event const& event);

/// What a forum agreed has been ratified, or not.
[[nodiscard]] Json ratification_line(Simulation const& simulation, Decision const& decision);

/// A party has left what a forum agreed.
[[nodiscard]] Json defection_line(Simulation const& simulation, Defection const& defection);

/// Talks would have opened, and members have no free team for them.
[[nodiscard]] Json missed_talks_line(Simulation const& simulation, MissedTalks const& missed);

/// A forum has met and brought so many tables to an end.
[[nodiscard]] Json meeting_line(Simulation const& simulation, ForumId id, std::size_t tables);

/// One table, whose number counts from 0 over the run: who sat about what (`table`), what was
/// declared (`declaration`, one an issue), every step of the talks where they were traced
/// (`standing`, `move`), and what came of it (`outcome`).
[[nodiscard]] std::vector<Json> table_lines(Simulation const& simulation, Session const& session,
                                            int number);

}  // namespace parley
