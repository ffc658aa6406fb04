#include "scenario/checker.hpp"
#include "scenario/description.hpp"
#include "scenario/selections.hpp"
#include "scenario/wording.hpp"

#include <algorithm>

namespace parley {

namespace {

bool is_transfer(std::string const& id, Scenario const& scenario)
{
    auto const issue = std::ranges::find(scenario.issues, id, &Scenario::Issue::id);
    return issue != scenario.issues.end() && issue->value;
}

/// What a state can pay must be known where an amount is named.
void check_means(Checker const& checker, Path const& path)
{
    for (auto const& state : checker.scenario().states) {
        if (!state.population || !state.gdp_per_head) {
            checker.contradict(path + "amount", "the means of state {} are not known",
                               "an amount is bounded by what members can pay",
                               "give population and gdp_per_head of every state, or no amount",
                               Path{"states", state.id}, "this state", {state.id});
            return;
        }
    }
}

void check_transfer(Checker const& checker, Path const& path, Scenario::Issue const& issue)
{
    bool const transfer = issue.kind == IssueKind::transfer;
    if (issue.value && !transfer) {
        checker.contradict(path + "value", "issue {} has values, but is not of kind transfer",
                           "values are what side payments are worth",
                           "write 'kind: transfer', or give ideal positions", path + "kind",
                           "its kind", {issue.id});
    } else if (!issue.value && transfer) {
        checker.contradict(path + "ideal", "issue {} is a transfer and has ideal positions",
                           "who receives wants all of it, who pays none",
                           "give 'value', what the whole of it is worth to each role",
                           path + "kind", "it is a transfer", {issue.id});
    }
    if (issue.value == Scenario::Roles{}) {
        checker.add(path + "value", "the values of issue {} are all 0",
                    "nobody would care about it",
                    "leave the issue out, or say to whom it is worth something", {issue.id});
    }
    for (std::string const key : {"amount", "payable", "salience"}) {
        bool const of_transfers = key != "salience";
        if (checker.is_given(path + key) && of_transfers != issue.value.has_value()) {
            checker.add(
                path + key, of_transfers ? "'{}' is of transfers only" : "a transfer has no {}",
                of_transfers ? "" : "what it is worth to a role is its value", "remove it", {key});
        }
    }
    if (issue.value && issue.amount && !checker.is_broken({"states"})) {
        check_means(checker, path);
    }
}

/// Overrides are of ideal points and saliences.
void check_override(Checker const& checker, Path const& path, Scenario::Override const& given)
{
    if (!checker.is_broken(path) && is_transfer(given.issue, checker.scenario())) {
        checker.contradict(path + "issue", "no state can override {}",
                           "it is a transfer: its worth follows from the roles that a state plays",
                           "remove it, or change the value of the roles",
                           Path{"issues", given.issue}, "the transfer", {given.issue});
    }
}

/// The issues that a forum takes up by itself, and those that events put on its agenda.
std::vector<std::string> taken_up_by(Scenario::Proceedings const& forum,
                                     std::vector<std::string> const& forum_ids,
                                     Scenario const& scenario)
{
    auto issues = issues_of(forum.agenda, scenario);
    for (auto const& issue : scenario.issues) {
        if (forum.scope == Scope::comprehensive && is_linkage(issue.kind)) {
            issues.push_back(issue.id);
        }
    }
    for (auto const& event : scenario.events) {
        auto const* change = std::get_if<Scenario::AgendaChange>(&event.what);
        if (change != nullptr && std::ranges::count(forum_ids, change->forum) > 0) {
            issues.insert(issues.end(), change->add.begin(), change->add.end());
        }
    }
    return issues;
}

/// A protocol that knows positions only cannot have a transfer on its table.
void check_protocol(Checker const& checker, Path const& path, Scenario::Proceedings const& forum,
                    std::vector<std::string> const& forum_ids)
{
    auto const* protocol = find_protocol(forum.protocol.name);
    if (checker.is_broken(path) || protocol == nullptr || protocol->takes_transfers) {
        return;
    }
    std::vector<std::string_view> others;
    for (auto const& entry : protocol_catalogue()) {
        if (entry.takes_transfers) {
            others.push_back(entry.name);
        }
    }
    for (auto const& issue : taken_up_by(forum, forum_ids, checker.scenario())) {
        if (is_transfer(issue, checker.scenario())) {
            checker.contradict(path + "protocol", "{} cannot bargain over {}",
                               "that is a transfer, and this protocol knows positions only",
                               "choose " + any_of(others) + ", or keep it off the agenda",
                               Path{"issues", issue}, "the transfer", {forum.protocol.name, issue});
            return;
        }
    }
}

}  // namespace

void check_transfers(Checker const& checker)
{
    auto const& scenario = checker.scenario();
    for (auto const& issue : scenario.issues) {
        Path const path{"issues", issue.id};
        if (!checker.is_broken(path)) {
            check_transfer(checker, path, issue);
        }
    }
    if (checker.is_broken_within({"issues"})) {
        return;
    }
    for (std::size_t i = 0; i < scenario.overrides.size(); ++i) {
        check_override(checker, Path{"overrides", std::to_string(i)}, scenario.overrides[i]);
    }
    for (std::size_t i = 0; i < scenario.events.size(); ++i) {
        if (auto const* change = std::get_if<Scenario::Override>(&scenario.events[i].what)) {
            check_override(checker, Path{"events", std::to_string(i), "override"}, *change);
        }
    }
    for (auto const& forum : scenario.forums) {
        check_protocol(checker, Path{"forums", forum.id}, forum.proceedings, {forum.id});
    }
    if (scenario.bilateral) {
        std::vector<std::string> ids;
        for (auto const& [a, b] : pairs_of(*scenario.bilateral)) {
            ids.push_back(a + "_" + b);
        }
        check_protocol(checker, Path{"bilateral"}, scenario.bilateral->proceedings, ids);
    }
}

}  // namespace parley
