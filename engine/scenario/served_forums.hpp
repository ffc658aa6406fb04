#pragma once

#include "scenario/scenario.hpp"

#include <string>
#include <vector>

namespace parley {

/// A forum that an organisation serves, or the generated ones, and what matters of it to both.
struct ServedForum {
    std::string id;  ///< "": the generated ones
    written::Proceedings const* proceedings;
    std::vector<std::string> members;
};

/// The forums whose secretariat an organisation is; they point into the scenario.
[[nodiscard]] std::vector<ServedForum> served_by(std::string const& organisation,
                                                 Scenario const& scenario);

/// May the issue ever come to a table of the forum?
[[nodiscard]] bool treats(ServedForum const& forum, std::string const& issue,
                          Scenario const& scenario);

}  // namespace parley
