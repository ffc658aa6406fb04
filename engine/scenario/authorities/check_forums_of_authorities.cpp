#include "scenario/authorities/authorities.hpp"
#include "scenario/reading/checker.hpp"
#include "scenario/scenario.hpp"
#include "scenario/selections.hpp"

#include <algorithm>

namespace parley {

namespace {

/// What is on the agenda must be left to authorities, at least now and then: a what-if may take it
/// back.
void check_agenda(Checker const& checker, Path const& path, written::Forum const& forum)
{
    if (checker.is_broken_within({"issues"})) {
        return;
    }
    auto const is_devolved = [&](std::string const& issue) {
        return checker.is_given(Path{"issues", issue, "devolved"});
    };
    auto const issues = issues_of(forum.proceedings.agenda, checker.scenario());
    bool const by_name = forum.proceedings.agenda.group.empty();
    auto const not_devolved = std::ranges::find_if_not(issues, is_devolved);
    if (by_name && not_devolved != issues.end()) {
        checker.contradict(path + "agenda", "issue {} is not left to authorities",
                           "authorities negotiate over what their states leave to them",
                           "give the issue 'devolved: 0.5', or take it off the agenda",
                           Path{"issues", *not_devolved}, "the issue", {*not_devolved});
    } else if (!by_name && !issues.empty() && std::ranges::none_of(issues, is_devolved)) {
        checker.add(path + "agenda", "nothing on this agenda is left to authorities",
                    "authorities negotiate over what their states leave to them",
                    "give an issue 'devolved: 0.5'");
    }
}

/// What forums of states can do, and those of authorities cannot.
void check_limits(Checker const& checker, Path const& path, written::Proceedings const& forum)
{
    if (forum.scope == Scope::comprehensive) {
        checker.add(path + "scope", "authorities do not bargain over linkage issues and transfers",
                    "these are not left to them", "write 'scope: package'");
    }
    if (forum.caucus) {
        checker.add(path + "caucus", "authorities cannot speak as one in forums of states",
                    "states sit there", "leave it out");
    }
    if (forum.talks && forum.talks->team) {
        checker.add(path + "talks" + "team", "talks between authorities take no teams",
                    "teams are those of states", "leave it out");
    }
}

}  // namespace

bool check_forum_of_authorities(Checker const& checker, written::Forum const& forum)
{
    Path const path{"forums", forum.id};
    auto const& scenario = checker.scenario();
    bool const given = checker.is_given({"authorities"});
    if ((given && checker.is_broken_within({"authorities"})) ||
        checker.is_broken_within({"states"})) {
        return false;
    }
    if (authorities_of(forum.authorities, scenario).size() < 2) {
        bool const none = scenario.authorities.empty();
        checker.add(path + "authorities",
                    none ? "forum {} has no authority" : "forum {} has only one authority",
                    none ? "the scenario describes none" : "it does not negotiate with itself",
                    none ? "describe 'authorities', or name 'members'" : "name at least two",
                    {forum.id});
        return false;
    }
    check_agenda(checker, path, forum);
    check_limits(checker, path, forum.proceedings);
    return true;
}

}  // namespace parley
