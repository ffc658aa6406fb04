#include "scenario/agreements/agreements.hpp"
#include "scenario/reading/checker.hpp"
#include "scenario/selections.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace parley {

namespace {

/// Whose agreement is it? Returns whether that is clear.
bool check_parties(Checker const& checker, Path const& path, written::Agreement const& agreement)
{
    auto const& scenario = checker.scenario();
    if (agreement.forum.empty()) {
        if (agreement.parties.size() != 2) {
            checker.add(path + "parties", "{} parties without a forum",
                        "only the agreement of a pair needs none",
                        "name the forum where it was signed, with 'forum'",
                        {std::to_string(agreement.parties.size())});
            return false;
        }
        if (!scenario.bilateral) {
            checker.add(path + "parties", "the scenario has no bilateral forums",
                        "an agreement of a pair works as theirs do",
                        "describe 'bilateral', or name the forum where it was signed");
            return false;
        }
        return true;
    }
    auto const forum = std::ranges::find(scenario.forums, agreement.forum, &written::Forum::id);
    if (forum == scenario.forums.end() || checker.is_broken({"forums", agreement.forum})) {
        return false;
    }
    if (forum->is_of_authorities()) {
        checker.contradict(path + "forum", "authorities meet in {}",
                           "what is in force as the run begins binds states",
                           "leave it out, or name a forum of states",
                           Path{"forums", forum->id} + "authorities", "the authorities",
                           {forum->id});
        return false;
    }
    auto const members = members_of(forum->members, scenario);
    auto const stranger = std::ranges::find_if(agreement.parties, [&](auto const& party) {
        return std::ranges::count(members, party) == 0;
    });
    if (stranger == agreement.parties.end()) {
        return true;
    }
    checker.contradict(path + "parties", "{} is no member of forum {}",
                       "an agreement binds members of the forum where it was signed",
                       "remove it, or make it a member",
                       Path{"forums", agreement.forum} + "members", "its members stand here",
                       {*stranger, agreement.forum});
    return false;
}

}  // namespace

void check_agreements(Checker const& checker)
{
    auto const& scenario = checker.scenario();
    if (checker.is_broken({"agreements"}) || checker.is_broken({"time"})) {
        return;
    }
    for (std::size_t i = 0; i < scenario.agreements.size(); ++i) {
        auto const& agreement = scenario.agreements[i];
        Path const path{"agreements", std::to_string(i)};
        if (checker.is_broken(path) || !check_parties(checker, path, agreement)) {
            continue;
        }
        if (agreement.since >= scenario.time.start) {
            checker.contradict(path + "since", "it is signed in {}, after the scenario has begun",
                               "what is in force as the run begins was signed before",
                               "leave it out: a run says for itself what is signed",
                               Path{"time", "start"}, "the scenario begins here",
                               {agreement.since.text()});
        } else if (agreement.lapses && *agreement.lapses <= agreement.since) {
            checker.contradict(path + "lapses", "it lapses in {}, before it is signed in {}", "",
                               "let it lapse later or leave that out", path + "since",
                               "it is signed here",
                               {agreement.lapses->text(), agreement.since.text()});
        }
    }
}

}  // namespace parley
