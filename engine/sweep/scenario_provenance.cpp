#include "sweep/scenario_provenance.hpp"

#include "document/reading_library.hpp"
#include "scenario/description.hpp"

#include <fmt/ranges.h>

namespace parley {

Provenance provenance_of(Scenario const& scenario, ScenarioSource const& source)
{
    Provenance provenance{.title = scenario.name,
                          .summary = scenario.about,
                          .creator_name = scenario.creator_name.value_or(""),
                          .license = scenario.license.value_or(""),
                          .keywords = fmt::format("{}", fmt::join(scenario.keywords, ", ")),
                          .seed = scenario.seed,
                          .scenario_text = source.file.text,
                          .scenario_resolved = resolved_text(scenario),
                          .settings = {},
                          .platform = this_platform(reading_library())};
    for (TextFile const& table : source.tables) {
        provenance.files.push_back({table.path, table.text});
    }
    return provenance;
}

}  // namespace parley
