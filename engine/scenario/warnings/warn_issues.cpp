#include "scenario/issues/build_issues.hpp"
#include "scenario/reading/checker.hpp"
#include "scenario/selections.hpp"
#include "scenario/warnings/warnings.hpp"

#include <algorithm>
#include <set>

namespace parley {

namespace {

/// The issues that some forum may take up, or that are in force as the run begins.
std::set<std::string> issues_at_stake(Scenario const& scenario)
{
    std::set<std::string> issues;
    std::set<std::string> served_by;
    bool comprehensive = false;
    auto const add = [&](std::vector<std::string> const& more) {
        issues.insert(more.begin(), more.end());
    };
    auto const add_forum = [&](written::Proceedings const& forum) {
        add(issues_of(forum.agenda, scenario));
        served_by.insert(forum.secretariat.begin(), forum.secretariat.end());
        comprehensive = comprehensive || forum.scope == Scope::comprehensive;
    };
    std::ranges::for_each(scenario.forums, add_forum, &written::Forum::proceedings);
    if (scenario.bilateral) {
        add_forum(scenario.bilateral->proceedings);
    }
    for (auto const& organisation : scenario.organisations) {
        if (organisation.agenda && served_by.contains(organisation.id)) {
            add(issues_of(organisation.mandate, scenario));
        }
    }
    for (auto const& issue : scenario.issues) {
        if (comprehensive && is_linkage(issue.kind)) {
            issues.insert(issue.id);
        }
    }
    for (auto const& event : scenario.events) {
        if (auto const* change = event.as<AgendaChange>()) {
            issues.insert(change->add.begin(), change->add.end());
        }
    }
    for (auto const& agreement : scenario.agreements) {
        issues.insert(agreement.issue);
    }
    return issues;
}

/// Does home politics, or the others' policy, have a word on it?
bool is_by_roles_alone(written::Issue const& issue, Scenario const& scenario)
{
    bool const overridden =
        std::ranges::any_of(scenario.overrides,
                            [&](auto const& given) { return given.issue == issue.id; }) ||
        std::ranges::any_of(scenario.events, [&](written::Event const& event) {
            auto const* change = event.as<Override>();
            return change != nullptr && change->issue == issue.id;
        });
    return !overridden && issue.externality == 0.0 && issue.national_status_quo.of.empty();
}

/// Does some role move alone on it?
bool is_gone_alone(written::Issue const& issue, Scenario const& scenario)
{
    bool const positions = !issue.is_transfer() && issue.options.empty();
    return positions &&
           (unilateral_by_role(issue, scenario.implementation.unilateral).array() > 0.0).any();
}

void warn_of_scale(Checker const& checker, Path const& path, written::Issue const& issue)
{
    if (issue.scale.size() == 2 && issue.scale[0] == issue.scale[1]) {
        checker.add(path + "scale", "both ends of the scale of issue {} are the same", "",
                    "say what positions 0 and 1 mean", {issue.id});
    }
    written::Roles const as_it_is{issue.status_quo, issue.status_quo, issue.status_quo};
    bool const positions = !issue.is_transfer() && issue.options.empty();
    if (positions && issue.ideal == as_it_is && is_by_roles_alone(issue, checker.scenario())) {
        checker.contradict(path + "ideal", "nobody has anything to gain on issue {}",
                           "the status quo suits every role best",
                           "give other ideal positions, or another status quo", path + "status_quo",
                           "the status quo", {issue.id});
    }
}

void warn_of_flows(Checker const& checker, Path const& path, written::Issue const& issue)
{
    auto const& flows = checker.scenario().flows;
    bool const answers = issue.flow_response != 0.0;
    bool const any = std::ranges::any_of(flows, [&](written::Flow const& flow) {
        return issue.pathway == Pathway::any || flow.pathway == Pathway::any ||
               flow.pathway == issue.pathway;
    });
    if (answers && !any) {
        checker.add(path + "flow_response", "no flow answers to issue {}",
                    flows.empty() ? "the scenario has no flows"
                                  : "no flow of the scenario is of its pathway",
                    flows.empty() ? "describe 'flows', or leave this out"
                                  : "name another pathway, or leave this out",
                    {issue.id});
    } else if (!answers && issue.pathway != Pathway::any) {
        checker.add(path + "pathway", "the pathway of issue {} changes nothing",
                    "no flow answers to its policy", "give 'flow_response', or leave this out",
                    {issue.id});
    }
}

/// What states do alone is said for all issues, and again for each.
void warn_of_unilateral(Checker const& checker)
{
    auto const& scenario = checker.scenario();
    bool const is_own = std::ranges::all_of(scenario.issues, [](written::Issue const& issue) {
        return issue.unilateral || issue.is_transfer() || !issue.options.empty();
    });
    if (scenario.implementation.unilateral > 0.0 && is_own) {
        checker.add({"implementation", "unilateral"}, "'unilateral' changes nothing here",
                    "every issue with positions has a 'unilateral' of its own",
                    "leave it out here or there");
    }
}

}  // namespace

void warn_of_issues(Checker const& checker)
{
    auto const& scenario = checker.scenario();
    auto const at_stake = issues_at_stake(scenario);
    for (auto const& issue : scenario.issues) {
        Path const path{"issues", issue.id};
        if (!at_stake.contains(issue.id) && !is_gone_alone(issue, scenario)) {
            checker.add(path, "issue {} is on nobody's agenda",
                        "no forum can treat it, and no state goes alone on it",
                        "put it on the agenda of a forum, or leave it out", {issue.id});
        }
        warn_of_scale(checker, path, issue);
        warn_of_flows(checker, path, issue);
    }
    warn_of_unilateral(checker);
    for (std::size_t i = 0; i < scenario.overrides.size(); ++i) {
        if (scenario.overrides[i].weight == 0.0) {
            checker.add(Path{"overrides", std::to_string(i), "weight"},
                        "a weight of 0 changes nothing", "home politics counts for nothing there",
                        "give a weight above 0, or leave the override out");
        }
    }
}

}  // namespace parley
