#include "cli/commands.hpp"
#include "cli/standard_streams.hpp"
#include "scenario/scenario_file.hpp"
#include "sweep/plan.hpp"

#include <fmt/format.h>

namespace parley {

namespace {

std::string counted(std::size_t count, std::string_view noun)
{
    return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

std::string told_of_study(std::string const& file, std::span<Setting const> changes)
{
    if (!changes.empty()) {
        give_up_on(file, "a study takes no settings", "it has its own scenario",
                   "vary the key in the study, or set it in the scenario");
    }
    Plan const plan{read_study(file)};
    return fmt::format("{}, {}, {}", counted(plan.parameters().size(), "parameter"),
                       counted(plan.points(), "point"), counted(plan.runs(), "run"));
}

std::string told_of_scenario(std::string const& file, std::span<Setting const> changes)
{
    ScenarioFile const read = read_scenario(file, changes);
    return fmt::format("{}, {}, {}{}, {}", counted(read.scenario.states.size(), "state"),
                       counted(read.scenario.issues.size(), "issue"),
                       counted(read.scenario.forums.size(), "forum"),
                       read.scenario.bilateral ? " and bilateral ones" : "",
                       counted(read.what_ifs.size(), "what-if"));
}

}  // namespace

Exit check_files(std::vector<std::string> const& files, std::vector<std::string> const& settings)
{
    std::vector<Setting> changes;
    changes.reserve(settings.size());
    for (std::string const& text : settings) {
        changes.push_back({.text = text});
    }
    Exit result = Exit::done;
    for (std::string const& file : files) {
        try {
            say("{}: no mistakes ({})\n", file,
                is_study(file) ? told_of_study(file, changes) : told_of_scenario(file, changes));
        } catch (InputError const& error) {
            warn("{}\n", error.what());
            result = Exit::input_wrong;
        }
    }
    return result;
}

}  // namespace parley
