#pragma once

#include "output/labels.hpp"
#include "scenario/scenario_file.hpp"
#include "simulation/setup.hpp"

#include <memory>
#include <string>
#include <vector>

namespace parley::python {

/// One scenario with its settings and a what-if: what all runs of it share. Nothing of it changes.
struct ScenarioText {
    /// Reads it. `settings` are written as on the command line, `forums.eu.frankness=0.8`; they
    /// come before those of the what-if, as there. Throws InputError.
    ScenarioText(std::string const& path, std::vector<std::string> const& settings,
                 std::string what_if);

    /// The scenario with an event `{flow_shock: ...}`, as YAML or JSON, that happens at a tick.
    /// Throws InputError where it is none.
    [[nodiscard]] Event event(std::string const& text, int tick) const;

    std::string what_if;
    std::vector<Setting> settings;
    std::shared_ptr<ScenarioDocument const> document;
    Scenario scenario;
    std::shared_ptr<Setup const> setup;
    Labels labels;

  private:
    [[nodiscard]] Scenario read(std::string const* event) const;
};

}  // namespace parley::python
