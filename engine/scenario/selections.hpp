#pragma once

#include "scenario/scenario.hpp"

#include <array>
#include <string>
#include <vector>

namespace parley {

/// The states that a selection names.
[[nodiscard]] std::vector<std::string> members_of(Scenario::Selection const& selection,
                                                  Scenario const& scenario);

/// Is it linkage, of issues or by money: what comprehensive forums take up beside their agendas?
[[nodiscard]] bool is_linkage(IssueKind kind);

/// The issues that a selection names: `all` is every issue that is neither linkage nor transfer.
[[nodiscard]] std::vector<std::string> issues_of(Scenario::Selection const& selection,
                                                 Scenario const& scenario);

/// The pairs of states for which bilateral forums are generated, each in alphabetical order. Of
/// corridors, a pair is one whose stocks in both directions and of all pathways together reach the
/// minimum.
[[nodiscard]] std::vector<std::array<std::string, 2>> pairs_of(Scenario const& scenario);

/// The stock of a flow: as given, or the one that it would keep up against attrition.
[[nodiscard]] double stock_of(Scenario::Flow const& flow, double attrition);

/// Ticks in a duration, rounded up.
[[nodiscard]] int ticks_in(Duration duration, Scenario::Time const& time);

}  // namespace parley
