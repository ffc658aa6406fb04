#include "scenario/authorities/authorities.hpp"
#include "scenario/issues/issues.hpp"
#include "scenario/reading/checker.hpp"
#include "scenario/scenario.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace parley {

namespace {

constexpr double rounding = 1e-9;

void check_roles(Checker const& checker, Path const& path, written::Authority const& authority)
{
    std::string_view const first = authority.sending   ? "sending"
                                   : authority.transit ? "transit"
                                                       : "receiving";
    bool const any = authority.sending || authority.transit || authority.receiving;
    if (any && !roles_of(authority)) {
        checker.add(path + first, "authority {} gives some of its roles only",
                    "a profile has all three",
                    "give sending, transit and receiving, or leave them out to have those of its "
                    "state",
                    {authority.id});
    } else if (any && *roles_of(authority) == written::Roles{}) {
        checker.add(path + first, "the roles of authority {} are all 0",
                    "an authority needs at least one role: sending, transit or receiving",
                    "leave them out to have those of its state", {authority.id});
    }
    if (authority.self_image == written::Roles{}) {
        checker.add(path + "self_image", "the self-image of authority {} is all 0", "",
                    "leave it out to have it derived", {authority.id});
    }
}

/// Is it known how much of its state an authority is?
bool check_share(Checker const& checker, Path const& path, written::Authority const& authority)
{
    auto const share = share_of(authority, checker.scenario());
    if (!share) {
        bool const own = authority.population.has_value();
        checker.add(path, "it is not known how much of {} authority {} is",
                    own ? "the population of the state is missing"
                        : "neither its population nor its share is given",
                    own ? "give the state a population, or the authority a share"
                        : "give the authority a population or a share",
                    {authority.of, authority.id});
        return false;
    }
    if (*share > 1.0 + rounding) {
        checker.contradict(path + "population", "authority {} has more inhabitants than {}",
                           "it is a part of it", "correct one of the populations",
                           Path{"states", authority.of} + "population", "the state's",
                           {authority.id, authority.of});
        return false;
    }
    return true;
}

void check_sums(Checker const& checker)
{
    std::map<std::string, double> sums;
    for (auto const& authority : checker.scenario().authorities) {
        double& sum = sums[authority.of];
        sum += share_of(authority, checker.scenario()).value_or(0.0);
        if (sum > 1.0 + rounding) {
            checker.add(Path{"authorities", authority.id},
                        "with authority {} the authorities of {} are more than the state",
                        fmt::format("their shares sum to {:.6g}", sum),
                        "give smaller shares, or leave one out: they must not overlap",
                        {authority.id, authority.of});
            return;
        }
    }
}

/// What cannot be left to authorities, in words; "" where it can.
std::string_view not_devolvable(written::Issue const& issue)
{
    if (issue.policy == PolicyReach::dyadic) {
        return "it is dyadic: a policy towards each partner";
    }
    if (issue.kind == IssueKind::transfer) {
        return "it is a transfer";
    }
    return issue.options.empty() ? "" : "it has options";
}

void check_devolved(Checker const& checker, written::Issue const& issue)
{
    Path const path{"issues", issue.id};
    auto const why = not_devolvable(issue);
    if (issue.devolved > 0.0 && !why.empty()) {
        checker.add(path + "devolved", "issue {} cannot be left to authorities", std::string{why},
                    "leave 'devolved' out, or make it an issue of ideal positions with one policy "
                    "towards all",
                    {issue.id});
    } else if (checker.is_given(path + "latitude") && !checker.is_given(path + "devolved")) {
        checker.add(path + "latitude", "the latitude on issue {} changes nothing",
                    "nothing of it is left to authorities",
                    "give 'devolved' above 0, or leave it out", {issue.id});
    } else if (issue.devolved > 0.0 && checker.scenario().authorities.empty() &&
               !checker.is_given({"authorities"})) {
        checker.add(path + "devolved", "issue {} is left to authorities, and there are none", "",
                    "describe 'authorities', or leave 'devolved' out", {issue.id});
    }
}

}  // namespace

void check_authorities(Checker const& checker)
{
    auto const& scenario = checker.scenario();
    if (!checker.is_broken_within({"issues"})) {
        for (auto const& issue : scenario.issues) {
            check_devolved(checker, issue);
        }
    }
    if (checker.is_broken_within({"states"}) || checker.is_broken({"authorities"})) {
        return;
    }
    bool known = true;
    for (auto const& authority : scenario.authorities) {
        Path const path{"authorities", authority.id};
        if (checker.is_broken(path)) {
            known = false;
            continue;
        }
        auto const same = std::ranges::find(scenario.states, authority.id, &written::State::id);
        if (same != scenario.states.end()) {
            checker.contradict(path, "authority {} has the id of a state", "", "choose another id",
                               Path{"states", authority.id}, "the state stands here",
                               {authority.id});
        }
        check_roles(checker, path, authority);
        known = check_share(checker, path, authority) && known;
    }
    if (known) {
        check_sums(checker);
    }
}

}  // namespace parley
