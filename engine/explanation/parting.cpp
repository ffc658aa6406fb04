#include "explanation/parting.hpp"

#include "explanation/absence.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

namespace parley {
namespace {

constexpr double same_terms = 1e-9;

/// When and where a meeting is, in the order in which they are held.
using MeetingKey = std::tuple<int, Level, std::string>;  // tick, level, id of the forum
using Tables = std::vector<TableTrail const*>;

/// By the levels of the other run's forums, where that has them.
std::map<MeetingKey, Tables> meetings_of(Side const& run, Setup const& by)
{
    std::map<std::string_view, Level> levels;
    for (std::vector<Forum> const* forums : {&by.forums, &run.setup.forums}) {
        for (Forum const& forum : *forums) {
            levels.emplace(forum.id, forum.level);
        }
    }
    std::map<MeetingKey, Tables> meetings;
    for (TableTrail const& table : run.trail.tables) {
        std::string const& id = run.setup.forums[table.forum.slot()].id;
        meetings[{table.tick, levels[id], id}].push_back(&table);
    }
    return meetings;
}

std::optional<ForumId> place_of(std::string const& forum, Setup const& setup)
{
    auto const found = std::ranges::find(setup.forums, forum, &Forum::id);
    return found == setup.forums.end() ? std::nullopt
                                       : std::optional{ForumId{found - setup.forums.begin()}};
}

/// The last table of a meeting with an issue: a text of a secretariat follows what failed.
TableTrail const* table_on(Tables const& tables, IssueId issue)
{
    auto const found = std::ranges::find_if(tables.rbegin(), tables.rend(),
                                            [&](auto const* table) { return table->holds(issue); });
    return found == tables.rend() ? nullptr : *found;
}

double terms_on(TableTrail const& table, IssueId issue)
{
    auto const k = std::ranges::find(table.issues, issue) - table.issues.begin();
    return table.terms(k);
}

std::vector<IssueId> issues_on(Tables const& first, Tables const& second)
{
    std::vector<IssueId> issues;
    for (Tables const* tables : {&first, &second}) {
        for (TableTrail const* table : *tables) {
            issues.insert(issues.end(), table->issues.begin(), table->issues.end());
        }
    }
    std::ranges::sort(issues);
    // NOLINTNEXTLINE(modernize-use-ranges): clang 14 cannot read what std::ranges::unique gives
    issues.erase(std::unique(issues.begin(), issues.end()), issues.end());
    return issues;
}

std::vector<StateId> bound_by(TableTrail const& table)
{
    std::vector<StateId> bound;
    for (std::size_t n = 0; table.agreed() && n < table.members.size(); ++n) {
        if (table.bound[n] != 0) {
            bound.push_back(table.members[n]);
        }
    }
    return bound;
}

/// Adds those of `some` that are not among the others, each once.
void add_missing(std::vector<StateId>& to, std::vector<StateId> const& some,
                 std::vector<StateId> const& others)
{
    for (StateId const i : some) {
        if (std::ranges::count(others, i) == 0 && std::ranges::count(to, i) == 0) {
            to.push_back(i);
        }
    }
}

/// Holds one meeting of two runs against each other.
class Comparison {
  public:
    Comparison(Side const& first, Side const& second, MeetingKey const& place)
        : first_{first}, second_{second}
    {
        found_.tick = std::get<0>(place);
        found_.forum = std::get<2>(place);
    }

    Parting operator()(Tables const& then, Tables const& now)
    {
        found_.in_first = then.empty() ? place_of(found_.forum, first_.setup) : then.front()->forum;
        found_.in_second = now.empty() ? place_of(found_.forum, second_.setup) : now.front()->forum;
        for (IssueId const issue : issues_on(then, now)) {
            compare(issue, table_on(then, issue), table_on(now, issue));
        }
        return std::move(found_);
    }

  private:
    void compare(IssueId issue, TableTrail const* then, TableTrail const* now)
    {
        bool const agreed_then = then != nullptr && then->agreed_on(issue);
        bool const agreed_now = now != nullptr && now->agreed_on(issue);
        if (agreed_then && !agreed_now) {
            found_.lost.push_back(issue);
        } else if (agreed_now && !agreed_then) {
            found_.won.push_back(issue);
        } else if (agreed_then) {
            compare_agreements(issue, *then, *now);
        }
        if (then == nullptr || now == nullptr) {
            note_absence(issue, then, now);
            if (now != nullptr && !agreed_now && found_.lost.empty()) {
                note_failure(*now);
            }
            return;
        }
        compare_seats(*then, *now);
        found_.regrouped = found_.regrouped || then->issues != now->issues;
        if (!agreed_then && !agreed_now) {
            compare_failures(*then, *now);
        } else if (agreed_then && !agreed_now) {
            note_failure(*now);
        } else if (agreed_now && !agreed_then && found_.lost.empty()) {
            note_failure(*then);
        }
    }

    void compare_agreements(IssueId issue, TableTrail const& then, TableTrail const& now)
    {
        double const from = terms_on(then, issue);
        double const to = terms_on(now, issue);
        if (std::abs(from - to) > same_terms) {
            found_.moved.push_back({issue, from, to});
        }
        add_missing(found_.bound_now, bound_by(now), bound_by(then));
        add_missing(found_.bound_then, bound_by(then), bound_by(now));
    }

    void compare_failures(TableTrail const& then, TableTrail const& now)
    {
        if (then.mechanism == now.mechanism && then.blocked_by == now.blocked_by) {
            return;
        }
        if (!found_.fails_otherwise && !found_.turns()) {
            note_failure(now);
            found_.mechanism_then = then.mechanism;
            found_.blocked_by_then = then.blocked_by;
        }
        found_.fails_otherwise = true;
    }

    void compare_seats(TableTrail const& then, TableTrail const& now)
    {
        add_missing(found_.came, now.members, then.members);
        add_missing(found_.stayed_away, then.members, now.members);
        for (std::size_t n = 0; then.issues == now.issues && n < now.members.size(); ++n) {
            auto const seat = std::ranges::find(then.members, now.members[n]);
            if (seat == then.members.end()) {
                continue;
            }
            auto const& before =
                then.brought[static_cast<std::size_t>(seat - then.members.begin())];
            for (std::size_t what = 0; what < brought_count; ++what) {
                if (before[what] != now.brought[n][what]) {
                    add_missing(found_.brought[what], {now.members[n]}, {});
                }
            }
        }
    }

    void note_absence(IssueId issue, TableTrail const* then, TableTrail const* now)
    {
        found_.untabled.push_back(issue);
        if (found_.absence == Absence::none) {
            found_.absent_in_first = then == nullptr;
            found_.absence = then == nullptr ? absence_of(first_, found_.in_first, issue, *now)
                                             : absence_of(second_, found_.in_second, issue, *then);
        }
    }

    void note_failure(TableTrail const& table)
    {
        if (table.mechanism && (!found_.mechanism || found_.lost.size() == 1)) {
            found_.mechanism = table.mechanism;
            found_.blocked_by = table.blocked_by;
        }
    }

    Side const& first_;
    Side const& second_;
    Parting found_;
};

bool is_sought(Parting const& found, Sought sought)
{
    switch (sought) {
        case Sought::turned:
            return found.turns();
        case Sought::changed_agreements:
            return found.changes_agreements();
        case Sought::any:
            break;
    }
    return found.changes_agreements() || found.fails_otherwise || !found.untabled.empty();
}

}  // namespace

bool Parting::is_like(Parting const& other) const
{
    return tick == other.tick && forum == other.forum && lost == other.lost && won == other.won &&
           absence == other.absence && regrouped == other.regrouped &&
           moved.empty() == other.moved.empty() && mechanism == other.mechanism &&
           blocked_by == other.blocked_by;
}

std::optional<Parting> first_parting(Side const& first, Side const& second, Sought sought)
{
    auto const then = meetings_of(first, first.setup);
    auto const now = meetings_of(second, first.setup);
    Tables const none;
    for (auto a = then.begin(), b = now.begin(); a != then.end() || b != now.end();) {
        bool const in_first = b == now.end() || (a != then.end() && a->first <= b->first);
        bool const in_second = a == then.end() || (b != now.end() && b->first <= a->first);
        MeetingKey const& place = in_first ? a->first : b->first;
        Parting found = Comparison{first, second, place}(in_first ? a->second : none,
                                                         in_second ? b->second : none);
        if (is_sought(found, sought)) {
            return found;
        }
        a = in_first ? std::next(a) : a;
        b = in_second ? std::next(b) : b;
    }
    return std::nullopt;
}

}  // namespace parley
