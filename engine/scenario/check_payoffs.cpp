#include "scenario/check_payoffs.hpp"

#include "scenario/format/wording.hpp"
#include "scenario/forums/pairs.hpp"
#include "scenario/issues/build_issues.hpp"
#include "scenario/reading/checker.hpp"
#include "scenario/selections.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace parley {

namespace {

written::Issue const* find_issue(std::string const& id, Scenario const& scenario)
{
    auto const issue = std::ranges::find(scenario.issues, id, &written::Issue::id);
    return issue != scenario.issues.end() ? &*issue : nullptr;
}

/// What an issue is that has no ideal positions; "" where it has.
std::string_view form_of(written::Issue const& issue)
{
    if (issue.is_transfer()) {
        return "a transfer";
    }
    return issue.options.empty() ? "" : "a choice between options";
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

/// The key that says what a transfer is worth, or stands in its place.
std::string worth_key(written::Issue const& issue)
{
    if (issue.paid_by) {
        return "paid_by";
    }
    return issue.value ? "value" : issue.options.empty() ? "ideal" : "options";
}

/// Who pays in dollars names who gets it, and how much.
void check_payment(Checker const& checker, Path const& path, written::Issue const& issue)
{
    if (issue.paid_by.has_value() != issue.paid_to.has_value()) {
        checker.add(path + (issue.paid_by ? "paid_by" : "paid_to"),
                    "'{}' does not say between whom the money goes", "it goes from one role to one",
                    issue.paid_by ? "give paid_to as well" : "give paid_by as well",
                    {issue.paid_by ? "paid_by" : "paid_to"});
    } else if (issue.is_payment() && !issue.amount) {
        checker.add(path + "paid_by", "issue {} is paid in dollars and has no amount",
                    "its worth follows from the amount", "give 'amount', in USD a year",
                    {issue.id});
    }
}

void check_transfer(Checker const& checker, Path const& path, written::Issue const& issue)
{
    bool const transfer = issue.kind == IssueKind::transfer;
    bool const has_worth = issue.value || issue.paid_by;
    if (has_worth && !transfer) {
        checker.contradict(path + worth_key(issue),
                           "issue {} has values, but is not of kind transfer",
                           "values are what side payments are worth",
                           "write 'kind: transfer', or give ideal positions", path + "kind",
                           "its kind", {issue.id});
    } else if (!has_worth && transfer) {
        checker.contradict(path + worth_key(issue), "issue {} is a transfer and has no value",
                           "who receives wants all of it, who pays none",
                           "give 'value', what the whole of it is worth to each role, or "
                           "'paid_by' and 'paid_to' for dollars",
                           path + "kind", "it is a transfer", {issue.id});
    }
    if (issue.value == written::Roles{}) {
        checker.add(path + "value", "the values of issue {} are all 0",
                    "nobody would care about it",
                    "leave the issue out, or say to whom it is worth something", {issue.id});
    }
    check_payment(checker, path, issue);
    for (std::string const key : {"amount", "payable"}) {
        if (checker.is_given(path + key) && !has_worth) {
            checker.add(path + key, "'{}' is of transfers only", "", "remove it", {key});
        }
    }
    if (has_worth && issue.amount && !checker.is_broken({"states"})) {
        check_means(checker, path);
    }
}

/// Policy starts at an option.
void check_place(Checker const& checker, Path const& path, written::Issue const& issue,
                 double position)
{
    std::string places;
    auto const last = static_cast<double>(issue.options.size() - 1);
    for (std::size_t l = 0; l < issue.options.size(); ++l) {
        double const place = static_cast<double>(l) / last;
        if (std::abs(place - position) < 1e-9) {
            return;
        }
        places += fmt::format("{}{:.10g} for {}", l == 0 ? "" : ", ", place, issue.options[l].id);
    }
    checker.add(path, "no option of {} stands there", "they stand at even places from 0 to 1",
                "write " + places, {issue.id});
}

void check_options(Checker const& checker, Path const& path, written::Issue const& issue)
{
    if (!form_of(issue).empty() && checker.is_given(path + "salience")) {
        checker.add(path + "salience", "{} has no salience",
                    issue.is_transfer()
                        ? "how much it matters to a role is the size of its value"
                        : "how much it matters to a role is what lies between its options",
                    "remove it", {std::string{form_of(issue)}});
    }
    if (issue.options.size() == 1) {
        checker.add(path + "options", "issue {} has only one option", "there is nothing to choose",
                    "name at least two", {issue.id});
    }
    if (issue.options.size() < 2) {
        return;
    }
    check_place(checker, path + "status_quo", issue, issue.status_quo);
    for (auto const& [state, position] : issue.national_status_quo.of) {
        check_place(checker, path + "national_status_quo" + state, issue, position);
    }
}

/// Nobody pays itself or chooses a treaty alone.
void check_unilateral(Checker const& checker, Path const& path, written::Issue const& issue)
{
    if (!form_of(issue).empty() && (unilateral_by_role(issue, 0.0).array() > 0.0).any()) {
        checker.contradict(path + "unilateral", "no state can move alone on {}",
                           "it has no ideal position to move to", "remove it",
                           path + worth_key(issue), "what it is worth",
                           {std::string{form_of(issue)}});
    }
}

/// Only positions have an externality or are dyadic, and only with an externality anything is
/// expected of others.
void check_interdependence(Checker const& checker, Path const& path, written::Issue const& issue)
{
    if (!form_of(issue).empty()) {
        if (issue.policy == PolicyReach::dyadic) {
            checker.contradict(path + "policy", "the policy on {} is the same towards all",
                               "only positions can differ between partners",
                               "remove it, or give ideal positions", path + worth_key(issue),
                               "what it is worth", {std::string{form_of(issue)}});
        }
        if (issue.externality > 0.0) {
            checker.contradict(path + "externality", "{} has no externality",
                               "its payoff is of what is agreed, not of what the others do",
                               "remove it, or give ideal positions", path + worth_key(issue),
                               "what it is worth", {std::string{form_of(issue)}});
        }
        if (issue.expected_of_others) {
            checker.add(path + "expected_of_others", "nothing is expected of others on {}",
                        "it has no positions", "remove it", {std::string{form_of(issue)}});
        }
    } else if (issue.expected_of_others && !checker.is_given(path + "externality")) {
        checker.add(
            path + "expected_of_others", "what is expected of others has no effect on issue {}",
            "it has no externality, so that nobody minds what others do",
            "give 'externality', the share of the payoff that depends on them, or remove it",
            {issue.id});
    }
}

/// Packages of options are tried one by one.
void check_packages(Checker const& checker)
{
    double packages = 1.0;
    for (auto const& issue : checker.scenario().issues) {
        packages *= static_cast<double>(std::max<std::size_t>(1, issue.options.size()));
        if (packages > Table::most_packages) {
            checker.add(Path{"issues", issue.id, "options"},
                        "the options of all issues make more than {} packages",
                        "they are tried one by one", "leave some out",
                        {fmt::format("{}", Table::most_packages)});
            return;
        }
    }
}

/// Overrides are of ideal points and saliences.
void check_override(Checker const& checker, Path const& path, Override<ByName> const& given)
{
    auto const* issue = find_issue(given.issue, checker.scenario());
    if (!checker.is_broken(path) && issue != nullptr && !form_of(*issue).empty()) {
        checker.contradict(
            path + "issue", "no state can override {}",
            fmt::format("it is {}: its worth follows from the roles that a state plays",
                        form_of(*issue)),
            "remove it, or change what it is worth to the roles", Path{"issues", given.issue},
            "the issue", {given.issue});
    }
}

/// The issues that a forum takes up by itself, and those that events put on its agenda.
std::vector<std::string> taken_up_by(written::Proceedings const& forum,
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
        auto const* change = event.as<AgendaChange>();
        if (change != nullptr && std::ranges::count(forum_ids, change->forum) > 0) {
            issues.insert(issues.end(), change->add.begin(), change->add.end());
        }
    }
    return issues;
}

/// A protocol that does not know what to do with an issue cannot have it on its table.
void check_protocol(Checker const& checker, Path const& path, written::Proceedings const& forum,
                    std::vector<std::string> const& forum_ids)
{
    auto const* protocol = find_protocol(forum.protocol.name);
    if (checker.is_broken(path) || protocol == nullptr) {
        return;
    }
    for (auto const& id : taken_up_by(forum, forum_ids, checker.scenario())) {
        auto const* issue = find_issue(id, checker.scenario());
        if (issue == nullptr || form_of(*issue).empty()) {
            continue;
        }
        auto const takes =
            issue->is_transfer() ? &ProtocolEntry::takes_transfers : &ProtocolEntry::takes_options;
        if (!(protocol->*takes)) {
            std::vector<std::string_view> others;
            for (auto const& entry : protocol_catalogue()) {
                if (entry.*takes) {
                    others.push_back(entry.name);
                }
            }
            checker.contradict(path + "protocol", "{} cannot bargain over {}",
                               fmt::format("it is {}", form_of(*issue)),
                               "choose " + any_of(others) + ", or keep it off the agenda",
                               Path{"issues", id}, "the issue", {forum.protocol.name, id});
            return;
        }
    }
}

}  // namespace

void check_payoffs(Checker const& checker)
{
    auto const& scenario = checker.scenario();
    for (auto const& issue : scenario.issues) {
        Path const path{"issues", issue.id};
        if (!checker.is_broken(path)) {
            check_transfer(checker, path, issue);
            check_options(checker, path, issue);
            check_interdependence(checker, path, issue);
            check_unilateral(checker, path, issue);
        }
    }
    if (checker.is_broken_within({"issues"})) {
        return;
    }
    check_packages(checker);
    for (std::size_t i = 0; i < scenario.overrides.size(); ++i) {
        check_override(checker, Path{"overrides", std::to_string(i)}, scenario.overrides[i]);
    }
    for (std::size_t i = 0; i < scenario.events.size(); ++i) {
        if (auto const* change = scenario.events[i].as<Override>()) {
            check_override(checker, Path{"events", std::to_string(i), "override"}, *change);
        }
    }
    for (auto const& forum : scenario.forums) {
        if (forum.is_of_authorities()) {
            continue;  // only positions are left to them, which every protocol takes
        }
        check_protocol(checker, Path{"forums", forum.id}, forum.proceedings, {forum.id});
    }
    if (scenario.bilateral) {
        std::vector<std::string> ids;
        for (auto const& pair : pairs_of(scenario)) {
            ids.push_back(id_of(pair));
        }
        check_protocol(checker, Path{"bilateral"}, scenario.bilateral->proceedings, ids);
    }
}

}  // namespace parley
