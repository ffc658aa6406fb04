#pragma once

#include "support/id.hpp"

#include <string>
#include <vector>

namespace parley {

/// An international organisation that serves forums as secretariat.
struct Organisation {
    std::string id;
    std::string name;
    std::vector<IssueId> mandate;  ///< the issues it is competent for
    double mediation = 0.0;        ///< how well it brings members to speak openly, in [0, 1]
};

}  // namespace parley
