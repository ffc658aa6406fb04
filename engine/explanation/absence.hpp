#pragma once

#include "explanation/parting.hpp"

namespace parley {

/// Why a run has no table on an issue at a tick, in a forum where the other run has the table
/// `there`; `forum` is its place in the setup of the run, none where it has no such forum.
[[nodiscard]] Absence absence_of(Side const& run, std::optional<ForumId> forum, IssueId issue,
                                 TableTrail const& there);

}  // namespace parley
