#pragma once

#include "negotiation/outcome.hpp"
#include "negotiation/table.hpp"

#include <nanobind/nanobind.h>

namespace parley::python {

/// An outcome as a mapping: status, terms [K], signatories, consenting and abstaining [n] of truth
/// values, rounds, blocked_by, trace.
[[nodiscard]] nanobind::dict described(Outcome const& outcome);

/// The same back, of a table; `None` is a table that broke off. Throws std::invalid_argument,
/// naming the member of the mapping, where it is no outcome of the table.
[[nodiscard]] Outcome outcome_of(nanobind::handle given, Table const& table);

}  // namespace parley::python
