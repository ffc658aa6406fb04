#pragma once

#include "support/id.hpp"

#include <string>
#include <vector>

namespace parley {

/// What an organisation spends a year, in USD.
struct Budget {
    double assistance = 0.0;   ///< on capacity of the least able
    double relief = 0.0;       ///< on handling what shocks add to loads
    double development = 0.0;  ///< on reasons to stay
};

/// An international organisation that serves forums as secretariat, and their members.
struct Organisation {
    std::string id;
    std::string name;
    std::vector<IssueId> mandate;  ///< the issues it is competent for
    double mediation = 0.0;        ///< how well it brings members to speak openly, in [0, 1]
    Budget budget{};
};

}  // namespace parley
