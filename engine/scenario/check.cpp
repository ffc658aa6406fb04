#include "scenario/check.hpp"

#include "scenario/checker.hpp"

namespace parley {

namespace {

bool all_zero(Scenario::Roles const& roles)
{
    return roles.sending == 0.0 && roles.transit == 0.0 && roles.receiving == 0.0;
}

void check_states(Checker const& checker)
{
    for (auto const& state : checker.scenario().states) {
        Path const path{"states", state.id};
        if (checker.is_broken(path)) {
            continue;
        }
        if (all_zero(state.roles)) {
            checker.add(path + "sending", "the roles of state {} are all 0",
                        "a state needs at least one role: sending, transit or receiving",
                        "give its numbers of emigrants, people in transit and immigrants",
                        {state.id});
        }
        if (state.self_image && all_zero(*state.self_image)) {
            checker.add(path + "self_image", "the self-image of state {} is all 0", "",
                        "leave it out to have it derived from the roles", {state.id});
        }
    }
}

void check_issues(Checker const& checker)
{
    for (auto const& issue : checker.scenario().issues) {
        Path const path{"issues", issue.id};
        if (!checker.is_broken(path) && all_zero(issue.salience)) {
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

}  // namespace

void check(Scenario const& scenario, Node const& document, Reading& reading)
{
    if (document.kind != Node::Kind::mapping) {
        return;
    }
    Checker const checker{scenario, document, reading};
    check_time(checker);
    check_states(checker);
    check_issues(checker);
    check_flows(checker);
    check_routes(checker);
    check_migration(checker);
    check_forums(checker);
    check_overrides(checker);
    check_payoffs(checker);
    check_organisations(checker);
    check_events(checker);
    check_size(checker);
}

}  // namespace parley
