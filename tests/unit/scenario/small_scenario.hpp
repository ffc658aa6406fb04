#pragma once

#include "scenario/scenario_file.hpp"

#include <string>

namespace parley {

/// Three states, two issues and a forum: a scenario that others are made from by adding lines.
inline std::string small_scenario(std::string const& more = "")
{
    return R"(parley: 1
name: Two shores
time: {start: 2005-01, tick: 6 months, ticks: 10}
states:
  MAR: {name: Morocco, sending: 9, transit: 2, receiving: 1, population: 30000000}
  NO: {name: Norway, sending: 1, transit: 1, receiving: 8, population: 5000000}
  FRA: {sending: 2, transit: 1, receiving: 7, population: 61000000}
issues:
  readmission:
    kind: hard
    scale: [none, all]
    status_quo: 0.2
    national_status_quo: {NO: 0.4}
    ideal: {sending: 0.1, transit: 0.2, receiving: 0.9}
    salience: {sending: 0.7, transit: 0.8, receiving: 1}
    red_line: {all: 0.05, MAR: 0}
  training:
    kind: soft
    status_quo: 0.3
    ideal: {sending: 0.9, transit: 0.9, receiving: 0.8}
    salience: {sending: 0.5, transit: 0.7, receiving: 0.3}
forums:
  dialogue:
    level: regional
    members: [NO, MAR, FRA]
    agenda: [training, readmission]
    meets: every 1 year
)" + more;
}

inline Scenario read_text(std::string const& text, std::vector<Setting> const& settings = {})
{
    return ScenarioDocument{"scenario.yaml", text}.read(settings);
}

/// The messages about a text, or "".
inline std::string messages(std::string const& text, std::vector<Setting> const& settings = {})
{
    try {
        (void)ScenarioDocument{"scenario.yaml", text}.read_all(settings);
    } catch (InputError const& error) {
        return error.what();
    }
    return "";
}

}  // namespace parley
