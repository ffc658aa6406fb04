#include "scenario/reading/checker.hpp"
#include "scenario/scenario.hpp"

#include <fmt/format.h>

#include <cmath>
#include <map>
#include <set>
#include <tuple>

namespace parley {

void check_flows(Checker const& checker)
{
    std::map<std::tuple<std::string, std::string, Pathway>, std::size_t> first;
    auto const& flows = checker.scenario().flows;
    for (std::size_t i = 0; i < flows.size(); ++i) {
        Path const path{"flows", std::to_string(i)};
        if (checker.is_broken(path) || checker.is_broken({"flows"})) {
            continue;
        }
        if (flows[i].origin == flows[i].destination) {
            checker.add(path + "destination", "a flow leads from {} to itself",
                        "flows are migration between states", "remove it", {flows[i].origin});
        }
        auto const [known, is_new] =
            first.emplace(std::tuple{flows[i].origin, flows[i].destination, flows[i].pathway}, i);
        if (!is_new) {
            checker.contradict(path, "the flow from {} to {} is given twice", "",
                               "add them up into one", Path{"flows", std::to_string(known->second)},
                               "it is first given here", {flows[i].origin, flows[i].destination});
        }
    }
}

void check_routes(Checker const& checker)
{
    auto const& scenario = checker.scenario();
    std::set<std::pair<std::string_view, std::string_view>> flows;
    for (auto const& flow : scenario.flows) {
        flows.emplace(flow.origin, flow.destination);
    }
    std::map<std::tuple<std::string, std::string, std::string>, std::size_t> first;
    for (std::size_t i = 0; i < scenario.routes.size(); ++i) {
        auto const& [origin, via, destination, share] = scenario.routes[i];
        Path const path{"routes", std::to_string(i)};
        if (checker.is_broken(path) || checker.is_broken({"routes"})) {
            continue;
        }
        if (via == origin || via == destination) {
            checker.add(path + "via", "{} lies at an end of this route",
                        "people cross states in between", "remove the route", {via});
        } else if (!flows.contains({origin, destination}) && !checker.is_broken_within({"flows"})) {
            checker.add(
                path, "nobody takes this route",
                fmt::format("the scenario describes no flow from {} to {}", origin, destination),
                "describe the flow under 'flows' or remove the route");
        }
        auto const [known, is_new] = first.emplace(std::tuple{origin, via, destination}, i);
        if (!is_new) {
            checker.contradict(path, "the route from {} over {} is given twice", "",
                               "keep one of them", Path{"routes", std::to_string(known->second)},
                               "it is first given here", {origin, via});
        }
    }
}

void check_migration(Checker const& checker)
{
    auto const& migration = checker.scenario().migration;
    if (!checker.is_broken({"migration"}) && migration.stranded + migration.diverted > 1.0) {
        checker.contradict(
            Path{"migration", "diverted"}, "more would be stranded and diverted than stopped",
            "the two shares and that of the deterred sum to 1", "make one of them smaller",
            Path{"migration", "stranded"}, "the other share", {});
    }
    constexpr double most = 100.0;
    double sum = 0.0;
    for (auto const& issue : checker.scenario().issues) {
        sum += std::abs(issue.flow_response);
    }
    if (sum > most && !checker.is_broken_within({"issues"})) {
        checker.add({"issues"}, "policies could multiply flows by e to the power of {}",
                    "the flow responses of all issues together may reach 100",
                    "give smaller responses", {fmt::format("{:.0f}", sum)});
    }
}

}  // namespace parley
