#include "cli/commands.hpp"
#include "scenario/scenario_file.hpp"
#include "sweep/plan.hpp"

#include <fmt/format.h>

namespace parley {

namespace {

std::string told_of_study(std::string const& file, std::span<Setting const> changes)
{
    if (!changes.empty()) {
        give_up_on(file, "a study takes no settings", "it has its own scenario",
                   "vary the key in the study, or set it in the scenario");
    }
    Plan const plan{read_study(file)};
    return fmt::format("{} parameters, {} points, {} runs", plan.parameters().size(), plan.points(),
                       plan.runs());
}

std::string told_of_scenario(std::string const& file, std::span<Setting const> changes)
{
    ScenarioFile const read = read_scenario(file, changes);
    return fmt::format("{} states, {} issues, {} forums{}, {} what-ifs",
                       read.scenario.states.size(), read.scenario.issues.size(),
                       read.scenario.forums.size(),
                       read.scenario.bilateral ? " and bilateral ones" : "", read.what_ifs.size());
}

}  // namespace

Exit check_files(std::vector<std::string> const& files, std::vector<std::string> const& settings)
{
    std::vector<Setting> changes;
    for (std::string const& text : settings) {
        changes.push_back({.text = text});
    }
    Exit result = Exit::done;
    for (std::string const& file : files) {
        try {
            fmt::print(
                "{}: no mistakes ({})\n", file,
                is_study(file) ? told_of_study(file, changes) : told_of_scenario(file, changes));
        } catch (InputError const& error) {
            fmt::print(stderr, "{}\n", error.what());
            result = Exit::input_wrong;
        }
    }
    return result;
}

}  // namespace parley
