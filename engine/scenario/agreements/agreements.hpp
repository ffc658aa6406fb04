#pragma once

#include "model/regime.hpp"
#include "support/month.hpp"

#include <optional>
#include <string>
#include <vector>

// What is in force as a run begins: the starting record.
namespace parley {

class Checker;
class Describer;
class Indices;
struct Calendar;
struct Forum;
struct Scenario;

namespace written {

/// What is in force on one issue as a run begins.
struct Agreement {
    std::string forum{};                 ///< "": that of the two parties
    std::vector<std::string> parties{};  ///< none: all members of the forum
    std::string issue{};
    std::optional<double> terms{};  ///< none: as the parties would settle at the start
    std::optional<double> bindingness{};
    Month since{};
    std::optional<Month> lapses{};
    friend bool operator==(Agreement const&, Agreement const&) = default;
};

}  // namespace written

void describe(Describer& describer, written::Agreement& agreement);

void check_agreements(Checker const& checker);

/// The starting record, in the order of signing. Lines of the same forum, parties and dates are one
/// agreement. O(lines x log(lines)) and a search for each forum.
[[nodiscard]] std::vector<Agreement> build_record(Scenario const& scenario, Indices const& indices,
                                                  std::vector<Forum> const& forums,
                                                  Calendar const& calendar);

}  // namespace parley
