#pragma once

#include "scenario/scenario_file.hpp"

namespace parley {

class Checker;
struct Node;

/// Finds what is odd but not wrong in a scenario without mistakes: what cannot happen within its
/// run, what changes nothing, numbers that no state has. `document` is what it was read from, so
/// that warnings can point at it. O(states (issues + forums) + flows + events^2 + forums^2).
///
/// What is too late for a run is passed over where a setting of the command line has cut it short.
void find_odd(Scenario const& scenario, Node const& document, Mistakes& warnings);

/// Warns of what-ifs that are the same as the scenario, or as one before them; `section` is the
/// section `what_if` of its document.
void warn_of_what_ifs(Scenario const& scenario, std::vector<WhatIf> const& what_ifs,
                      Node const& section, Mistakes& warnings);

// Those of one subject.

void warn_of_time(Checker const& checker);
void warn_of_states(Checker const& checker);
void warn_of_groups(Node const& document, Mistakes& warnings);
void warn_of_sizes(Checker const& checker);
void warn_of_movement(Checker const& checker);
void warn_of_issues(Checker const& checker);
void warn_of_red_lines(Checker const& checker);
void warn_of_organisations(Checker const& checker);
void warn_of_forums(Checker const& checker);
void warn_of_routing(Checker const& checker);
void warn_of_agreements(Checker const& checker);
void warn_of_events(Checker const& checker);

}  // namespace parley
