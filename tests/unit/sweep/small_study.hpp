#pragma once

#include "sweep/plan.hpp"
#include "unit/folder.hpp"

#include <fmt/format.h>

#include <string>

namespace parley {

inline constexpr auto shores = R"(parley: 1
name: Two shores
time: {start: 2005-01, tick: 6 months, ticks: 10}
seed: 7
states:
  MAR: {sending: 9, transit: 2, receiving: 1, power: 2}
  NO: {sending: 1, transit: 1, receiving: 8}
issues:
  readmission:
    kind: hard
    status_quo: 0.2
    ideal: {sending: 0.1, transit: 0.2, receiving: 0.9}
    salience: {sending: 0.7, transit: 0.8, receiving: 1}
forums:
  dialogue: {level: regional, members: all, agenda: all, meets: every 1 year}
what_if:
  frank: {forums.dialogue.frankness: 0.9}
  posed: {discussion.posturing: 1}
)";

/// A study of two shores: what follows its first lines.
inline std::string study_of_shores(std::string const& more)
{
    return "parley: 1\nstudy: shores\nscenario: shores.yaml\n" + more;
}

/// The plan of such a study. `points` is the text of points.csv.
inline Plan plan_of(std::string const& more, std::string const& points = "")
{
    Folder const folder;
    (void)folder.write("shores.yaml", shores);
    (void)folder.write("points.csv", points);
    return Plan{read_study(folder.write("study.yaml", study_of_shores(more)))};
}

/// The messages about such a study, or "".
inline std::string told_about(std::string const& more, std::string const& points = "")
{
    try {
        (void)plan_of(more, points);
    } catch (InputError const& error) {
        return error.what();
    }
    return "";
}

}  // namespace parley
