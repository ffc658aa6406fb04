#include "forum/forum.hpp"
#include "scenario/agreements/agreements.hpp"
#include "scenario/forums/pairs.hpp"
#include "scenario/indices.hpp"
#include "simulation/calendar.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <tuple>

namespace parley {

namespace {

/// The last tick that begins at or before a month: before 0 for all that the record holds.
int tick_before(Month month, Calendar const& calendar)
{
    int const months = calendar.start - month;
    return -((months + calendar.tick_months - 1) / calendar.tick_months);
}

std::string forum_of(written::Agreement const& given)
{
    return given.forum.empty() ? id_of(sorted_pair(given.parties[0], given.parties[1]))
                               : given.forum;
}

}  // namespace

std::vector<Agreement> build_record(Scenario const& scenario, Indices const& indices,
                                    std::vector<Forum> const& forums, Calendar const& calendar)
{
    // what one text is known by, and which of several of the same day
    using Text = std::tuple<Month, std::string, std::vector<std::string>, std::optional<double>,
                            std::optional<Month>>;
    std::map<Text, std::vector<Agreement>> texts;
    for (written::Agreement const& given : scenario.agreements) {
        auto parties = given.parties;
        std::ranges::sort(parties);
        auto const id = forum_of(given);
        auto& same = texts[{given.since, id, parties, given.bindingness, given.lapses}];
        IssueId const issue = indices.issue(given.issue);
        auto text = std::ranges::find_if(same, [&](Agreement const& agreement) {
            return std::ranges::count(agreement.issues, issue) == 0;
        });
        if (text == same.end()) {
            auto const forum = std::ranges::lower_bound(forums, id, {}, &Forum::id);
            Agreement agreement{
                .forum = ForumId{forum - forums.begin()},
                .issues = {},
                .terms = {},
                .signatories = parties.empty() ? forum->members : indices.states(parties),
                .tick = tick_before(given.since, calendar),
                .bindingness = given.bindingness.value_or(forum->bindingness)};
            if (given.lapses) {
                agreement.lapses = calendar.tick_at(*given.lapses);
            } else if (forum->term) {
                agreement.lapses = agreement.tick + *forum->term;
                while (forum->renewal == Renewal::automatic && *agreement.lapses <= 0) {
                    *agreement.lapses += *forum->term;
                }
            }
            text = same.insert(same.end(), std::move(agreement));
        }
        text->issues.push_back(issue);
        text->terms.conservativeResize(std::ssize(text->issues));
        text->terms(text->terms.size() - 1) =
            given.terms.value_or(std::numeric_limits<double>::quiet_NaN());
    }
    std::vector<Agreement> record;
    for (auto& [text, agreements] : texts) {  // by month
        std::ranges::move(agreements, std::back_inserter(record));
    }
    return record;
}

}  // namespace parley
