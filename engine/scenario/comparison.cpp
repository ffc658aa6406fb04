#include "scenario/comparison.hpp"

#include "scenario/forums/pairs.hpp"
#include "scenario/scenario.hpp"

namespace parley {

namespace {

template <class Sections>
std::vector<std::string> ids_of(Sections const& sections)
{
    std::vector<std::string> ids;
    ids.reserve(sections.size());
    for (auto const& section : sections) {
        ids.push_back(section.id);
    }
    return ids;
}

}  // namespace

std::string difference(Scenario const& scenario, Scenario const& other)
{
    if (scenario.time != other.time || scenario.record.every != other.record.every) {
        return "time";
    }
    if (ids_of(scenario.states) != ids_of(other.states)) {
        return "which states there are";
    }
    if (ids_of(scenario.authorities) != ids_of(other.authorities)) {
        return "which authorities there are";
    }
    if (ids_of(scenario.issues) != ids_of(other.issues)) {
        return "which issues there are";
    }
    if (ids_of(scenario.forums) != ids_of(other.forums) || pairs_of(scenario) != pairs_of(other)) {
        return "which forums there are";
    }
    bool const paired = scenario.seed == other.seed && scenario.replicates == other.replicates;
    return paired ? "" : "seed or replicates";
}

}  // namespace parley
