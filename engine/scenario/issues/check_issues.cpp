#include "scenario/issues/issues.hpp"
#include "scenario/reading/checker.hpp"
#include "scenario/scenario.hpp"

#include <map>
#include <utility>

namespace parley {

void check_issues(Checker const& checker)
{
    for (auto const& issue : checker.scenario().issues) {
        Path const path{"issues", issue.id};
        if (!checker.is_broken(path) && issue.salience == written::Roles{}) {
            checker.add(path + "salience", "the saliences of issue {} are all 0",
                        "nobody would care about it",
                        "leave the issue out, or give at least one role a salience above 0",
                        {issue.id});
        }
    }
}

void check_overrides(Checker const& checker)
{
    std::map<std::pair<std::string, std::string>, std::size_t> first;
    auto const& overrides = checker.scenario().overrides;
    for (std::size_t i = 0; i < overrides.size(); ++i) {
        Path const path{"overrides", std::to_string(i)};
        auto const [known, is_new] =
            first.emplace(std::pair{overrides[i].state, overrides[i].issue}, i);
        if (!is_new && !checker.is_broken(path) && !checker.is_broken({"overrides"})) {
            checker.contradict(path, "{} on {} is overridden twice", "", "keep one of them",
                               Path{"overrides", std::to_string(known->second)},
                               "it is first overridden here",
                               {overrides[i].state, overrides[i].issue});
        }
    }
}

}  // namespace parley
