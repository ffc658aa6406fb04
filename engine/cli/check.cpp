#include "cli/commands.hpp"
#include "scenario/scenario_file.hpp"

#include <fmt/format.h>

namespace parley {

Exit check_files(std::vector<std::string> const& files, std::vector<std::string> const& settings)
{
    std::vector<Setting> changes;
    for (std::string const& text : settings) {
        changes.push_back({.text = text});
    }
    Exit result = Exit::done;
    for (std::string const& file : files) {
        try {
            ScenarioFile const read = read_scenario(file, changes);
            fmt::print("{}: no mistakes ({} states, {} issues, {} forums{}, {} what-ifs)\n", file,
                       read.scenario.states.size(), read.scenario.issues.size(),
                       read.scenario.forums.size(),
                       read.scenario.bilateral ? " and bilateral ones" : "", read.what_ifs.size());
        } catch (InputError const& error) {
            fmt::print(stderr, "{}\n", error.what());
            result = Exit::input_wrong;
        }
    }
    return result;
}

}  // namespace parley
