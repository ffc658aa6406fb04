#pragma once

#include "output/run_record.hpp"

namespace parley {

/// Writes a session down as one more line: how it ended, who took part, and, where it came to
/// nothing, who stood in the way, what that would take and how near it was. `label` is that of its
/// forum. What becomes of an agreement later is noted by AgreementLives.
void add_line(SessionRecord& lines, Labels const& labels, std::size_t label, Session const& session,
              Simulation const& simulation);

/// Writes down of a session what summaries are made of: its rounds and measures. The other columns
/// stay as they are.
void add_measures(SessionRecord& lines, Session const& session);

}  // namespace parley
