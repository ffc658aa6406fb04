#pragma once

#include "scenario/format/describer.hpp"
#include "scenario/format/table_columns.hpp"
#include "scenario/scenario.hpp"

#include <string>
#include <vector>

namespace parley {

/// The description of a scenario: every section's keys with meaning, unit, range, default and
/// example. Those of the sections stand beside them in the folders of their subjects.
void describe(Describer& describer, Scenario& scenario);
void describe(Describer& describer, written::Time& time);
void describe(Describer& describer, written::Record& record);

/// The tables that a scenario may hold in CSV files.
[[nodiscard]] std::vector<TableColumns> const& scenario_tables();

/// The scenario as canonical YAML, with every default and its tables (see format/writer.hpp). (More
/// than some 140 000 flows are more than a document may hold: those read back from tables only.)
[[nodiscard]] std::string resolved_text(Scenario const& scenario);

}  // namespace parley
