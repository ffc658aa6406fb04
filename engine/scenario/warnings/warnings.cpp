#include "scenario/warnings/warnings.hpp"

#include "scenario/reading/checker.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace parley {

void find_odd(Scenario const& scenario, Node const& document, Mistakes& warnings)
{
    Reading reading{document, warnings};
    Checker const checker{scenario, document, reading};
    warn_of_time(checker);
    warn_of_states(checker);
    warn_of_groups(document, warnings);
    warn_of_sizes(checker);
    warn_of_movement(checker);
    warn_of_issues(checker);
    warn_of_red_lines(checker);
    warn_of_organisations(checker);
    warn_of_forums(checker);
    warn_of_routing(checker);
    warn_of_agreements(checker);
    warn_of_events(checker);
}

void warn_of_what_ifs(Scenario const& scenario, std::vector<WhatIf> const& what_ifs,
                      Node const& section, Mistakes& warnings)
{
    for (std::size_t i = 0; i < what_ifs.size(); ++i) {
        auto const& name = what_ifs[i].name;
        auto const& changed = what_ifs[i].scenario;
        auto const place = section.find(name)->key_place;
        if (changed == scenario) {
            warnings.add(place, fmt::format("what-if {} changes nothing", in_quotes(name)),
                         "its values are those of the scenario",
                         "give other values, or leave it out");
            continue;
        }
        auto const end = what_ifs.begin() + static_cast<std::ptrdiff_t>(i);
        auto const first = std::find_if(what_ifs.begin(), end,
                                        [&](auto& other) { return other.scenario == changed; });
        if (first != end) {
            warnings.add(place,
                         fmt::format("what-ifs {} and {} are the same", in_quotes(first->name),
                                     in_quotes(name)),
                         "their results are the same, too",
                         "give one of them other values, or leave it out",
                         section.find(first->name)->key_place, "the first stands here");
        }
    }
}

}  // namespace parley
