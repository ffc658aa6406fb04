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

/// What an organisation pays as long as agreements bind states on an issue, split equally among
/// those whom they bind.
struct Fund {
    IssueId issue;
    double amount;  ///< USD a year, >= 0
};

/// How often an organisation brings up an issue, and how much that is noticed.
struct AgendaSetting {
    double chance = 0.0;  ///< a year, in each forum that it serves, in [0, 1]
    double factor = 1.5;  ///< on what the issue weighs for the members while it is up, > 0
    int lasts = 1;        ///< ticks for which it is up, >= 1
};

/// Where an organisation stands on an issue.
struct Stand {
    IssueId issue;
    double position;  ///< in [0, 1]
};

/// An international organisation that serves forums as secretariat, and their members. What it does
/// for a forum is in `Secretariat`.
struct Organisation {
    std::string id;
    std::string name;
    std::vector<IssueId> mandate;  ///< the issues it is competent for
    double mediation = 0.0;        ///< how well it brings members to speak openly, in [0, 1]
    Budget budget{};
    /// share of its mediation that goes into texts of its own, where tables have failed, in [0, 1]
    double formula = 0.0;
    /// share of the time and the price of talks that it takes off, in [0, 1]
    double expertise = 0.0;
    double monitoring = 0.0;  ///< how closely it watches what was agreed, in [0, 1]
    AgendaSetting agenda{};
    std::vector<Fund> funds{};
    std::vector<Stand> position{};  ///< at most one an issue
    double voice = 0.0;             ///< weight of its position, members together weigh 1, >= 0
    std::vector<ForumId> serves{};  ///< as secretariat, sorted

    [[nodiscard]] bool is_competent(IssueId issue) const;
    [[nodiscard]] bool is_secretariat_of(ForumId forum) const;
};

}  // namespace parley
