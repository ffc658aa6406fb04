#include "sweep/check_study.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace parley {

namespace {

/// Do these two paths meet in a key, and the second one overwrites all of what the first one set?
bool hides(std::string_view later, std::string_view earlier)
{
    while (!later.empty()) {
        auto const step = later.substr(0, later.find('.'));
        auto const other = earlier.substr(0, earlier.find('.'));
        if (earlier.empty() || (step != "*" && step != other)) {
            return false;
        }
        later.remove_prefix(std::min(step.size() + 1, later.size()));
        earlier.remove_prefix(std::min(other.size() + 1, earlier.size()));
    }
    return true;
}

std::string_view why_not(std::string_view path)
{
    auto const first = path.substr(0, path.find('.'));
    if (first == "seed" || first == "replicates") {
        return "it is a key of the study itself";
    }
    for (std::string_view const key : {"parley", "name", "about", "sources", "record"}) {
        if (first == key) {
            return "it changes nothing of what happens in a run";
        }
    }
    if (path != first && first == "what_if") {
        return "only which what-if is taken can vary";
    }
    return "";
}

void check_what_ifs(std::span<StudyParameter const> parameters, StudyParameter const& what_if,
                    ScenarioDocument const& scenario, Mistakes& mistakes)
{
    for (auto const& name : what_if.categories()) {
        for (auto const& setting : scenario.settings_of(name)) {
            for (auto const& parameter : parameters) {
                if (hides(parameter.path(), setting.path) ||
                    hides(setting.path, parameter.path())) {
                    mistakes.add(parameter.path_place(),
                                 fmt::format("{} is also set by the what-if {}",
                                             in_quotes(parameter.path()), in_quotes(name)),
                                 "one of the two would have no effect", "vary only one of them",
                                 setting.path_place, "it is set here");
                }
            }
        }
    }
}

}  // namespace

void check_paths(std::span<StudyParameter const> parameters, ScenarioDocument const& scenario,
                 Mistakes& mistakes)
{
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        auto const& parameter = parameters[i];
        if (auto const why = why_not(parameter.path()); !why.empty()) {
            mistakes.add(parameter.path_place(),
                         fmt::format("{} cannot vary", in_quotes(parameter.path())),
                         std::string{why}, "remove it");
        } else if (names_a_table(parameter.assignment(0.0))) {
            mistakes.add(parameter.path_place(),
                         fmt::format("{} cannot vary as a whole", in_quotes(parameter.path())),
                         "tables are read once for all points",
                         "vary what stands in it, such as states.*.power");
        }
        for (auto const& earlier : parameters.first(i)) {
            if (hides(parameter.path(), earlier.path())) {
                mistakes.add(parameter.path_place(),
                             fmt::format("{} overwrites {}", in_quotes(parameter.path()),
                                         in_quotes(earlier.path())),
                             "", "put the wider one first, or remove one of them",
                             earlier.path_place(), "it is set here before");
            }
        }
        if (parameter.path() == "what_if") {
            check_what_ifs(parameters, parameter, scenario, mistakes);
        }
    }
}

}  // namespace parley
