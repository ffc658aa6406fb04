#pragma once

#include "sweep/study_file.hpp"

namespace parley {

/// What a study contradicts in itself, what its design lacks, and what would be too much;
/// `document` is what it was read from, so that messages can point at it.
void check(Study const& study, Node const& document, Mistakes& mistakes);

/// Parameters that no study may vary, and those that hide one another.
void check_paths(std::span<StudyParameter const> parameters, ScenarioDocument const& scenario,
                 Mistakes& mistakes);

}  // namespace parley
