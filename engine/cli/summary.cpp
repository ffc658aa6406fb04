#include "cli/summary.hpp"

#include "cli/comparison.hpp"
#include "cli/text_table.hpp"
#include "output/dollars.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace parley {
namespace {

using Align = TextTable::Align;

/// A forum's row of issues, or that of all generated bilateral forums together.
struct ForumRow {
    std::string label;
    Level level;
    std::vector<std::string> const* members;  ///< ids of those among whom it meets
    std::vector<IssueTally> issues;
    TalksTally talks{};
    Prices prices{};
    Nearness nearness{};
};

/// What lay on a table: an issue by its name, of a package the number.
std::string on_the_table(Setup const& setup, std::vector<IssueId> const& issues)
{
    return issues.size() == 1 ? setup.world.issues.id[issues.front().slot()]
                              : fmt::format("a package of {}", issues.size());
}

std::vector<ForumRow> pooled(Setup const& setup, std::vector<Tally> const& runs)
{
    std::vector<ForumRow> places;
    for (std::size_t f = 0; f < setup.forums.size(); ++f) {
        Forum const& forum = setup.forums[f];
        auto place = std::ranges::find(places, forum.label, &ForumRow::label);
        if (place == places.end()) {
            auto const count = IssueId{setup.world.issues.count()}.slot();
            place = places.insert(
                place, {forum.label, forum.level,
                        forum.is_of_authorities() ? &setup.authorities.id : &setup.world.states.id,
                        std::vector<IssueTally>(count)});
        }
        for (Tally const& run : runs) {
            place->talks.add(run.talks[f]);
            for (auto const& [issues, price] : run.prices[f]) {
                place->prices[issues].add(price);
            }
            for (auto const& [issues, near] : run.nearness[f]) {
                place->nearness[issues].add(near);
            }
            for (auto const& [issue, tally] : run.issues[f]) {
                place->issues[issue.slot()].add(tally);
            }
        }
    }
    std::ranges::stable_sort(places, {}, &ForumRow::level);
    return places;
}

std::string range(double low, double high)
{
    std::string const from = fmt::format("{:.2f}", low);
    std::string const to = fmt::format("{:.2f}", high);
    return from == to ? from : from + " to " + to;
}

/// The members that did something oftenest, with how often, and how many more there are.
std::string oftenest(std::map<StateId, int> const& times, std::vector<std::string> const& ids)
{
    std::vector<std::pair<StateId, int>> all{times.begin(), times.end()};
    std::ranges::stable_sort(all, std::greater{}, &std::pair<StateId, int>::second);
    std::string text;
    std::size_t const shown = std::min<std::size_t>(all.size(), 2);
    for (std::size_t b = 0; b < shown; ++b) {
        text += fmt::format("{}{} {}", b == 0 ? "" : ", ", ids[all[b].first.slot()], all[b].second);
    }
    return all.size() > shown ? text + fmt::format(", {} more", all.size() - shown) : text;
}

/// The mechanism that kept most tables from agreement; "" where there is none.
std::string main_reason(IssueTally const& tally)
{
    auto const* const most = std::ranges::max_element(tally.reasons);
    return *most > 0 ? in_words(static_cast<Mechanism>(most - tally.reasons.begin())) : "";
}

std::string agreements(Setup const& setup, std::vector<ForumRow> const& places)
{
    TextTable table{{{"forum"},
                     {"level"},
                     {"issue"},
                     {"agreed", Align::right},
                     {"settled in", Align::right},
                     {"first"},
                     {"terms"}}};
    for (ForumRow const& place : places) {
        std::string label = place.label;
        std::string level{level_names[static_cast<std::size_t>(place.level)]};
        for (std::size_t k = 0; k < place.issues.size(); ++k) {
            IssueTally const& tally = place.issues[k];
            if (tally.agreed > 0) {
                table.add({std::exchange(label, ""), std::exchange(level, ""),
                           setup.world.issues.id[k],
                           fmt::format("{} of {}", tally.agreed, tally.tables),
                           fmt::format("{} of {}", tally.settled_in, tally.places),
                           setup.calendar.month_of(*tally.first_tick).text(),
                           range(tally.lowest_terms, tally.highest_terms)});
            }
        }
    }
    return table.empty() ? "  Nothing.\n" : table.text();
}

std::string open_issues(Setup const& setup, std::vector<ForumRow> const& places)
{
    TextTable table{{{"forum"},
                     {"issue"},
                     {"open in", Align::right},
                     {"hardness", Align::right},
                     {"blocked most by, tables"},
                     {"mostly for"}}};
    for (ForumRow const& place : places) {
        std::string label = place.label;
        for (std::size_t k = 0; k < place.issues.size(); ++k) {
            IssueTally const& tally = place.issues[k];
            if (tally.settled_in < tally.places) {
                table.add({std::exchange(label, ""), setup.world.issues.id[k],
                           fmt::format("{} of {}", tally.places - tally.settled_in, tally.places),
                           fmt::format("{:.2f}", tally.hardness / tally.tables),
                           oftenest(tally.blocked_by, *place.members), main_reason(tally)});
            }
        }
    }
    return table.empty() ? "  Nothing.\n" : table.text();
}

/// What states do in the end, beside what was agreed: a text moves policy by its bindingness, and
/// those alone that it binds.
std::string policies(Setup const& setup, std::vector<ForumRow> const& places,
                     std::vector<Tally> const& runs)
{
    TextTable table{{{"issue"},
                     {"kind"},
                     {"at the start", Align::right},
                     {"in force at the end", Align::right},
                     {"terms agreed"}}};
    auto const mean = [&](Eigen::Index issue, Vector Tally::*policy) {
        double sum = 0.0;
        for (Tally const& run : runs) {
            sum += (run.*policy)(issue);
        }
        return fmt::format("{:.2f}", sum / static_cast<double>(runs.size()));
    };
    Issues const& issues = setup.world.issues;
    for (std::size_t k = 0; k < issues.id.size(); ++k) {
        IssueTally all;
        for (ForumRow const& place : places) {
            all.add(place.issues[k]);
        }
        if (all.tables > 0) {
            Eigen::Index const issue = IssueId{k}.index();
            table.add({issues.id[k],
                       std::string{issue_kind_names[static_cast<std::size_t>(issues.kind[k])]},
                       mean(issue, &Tally::policy_before), mean(issue, &Tally::policy),
                       all.agreed > 0 ? range(all.lowest_terms, all.highest_terms) : "-"});
        }
    }
    return table.empty() ? ""
                         : "\nWhat policies became of it (means over states, beside the terms "
                           "agreed)\n\n" +
                               table.text();
}

/// How near tables came that failed: whether all could have gained, or all but one.
std::string nearness(Setup const& setup, std::vector<ForumRow> const& places)
{
    TextTable table{{{"forum"},
                     {"issues"},
                     {"failed", Align::right},
                     {"all could gain", Align::right},
                     {"all but one", Align::right},
                     {"that one, tables"}}};
    for (ForumRow const& place : places) {
        std::string label = place.label;
        for (auto const& [issues, tally] : place.nearness) {
            int alone = 0;
            for (auto const& [state, times] : tally.all_but) {
                alone += times;
            }
            table.add({std::exchange(label, ""), on_the_table(setup, issues),
                       fmt::format("{}", tally.tables), fmt::format("{}", tally.all_could_gain),
                       fmt::format("{}", alone),
                       alone > 0 ? oftenest(tally.all_but, *place.members) : "-"});
        }
    }
    return table.empty() ? ""
                         : "\nHow near the tables came that failed (all could gain: time, the rule "
                           "or the way "
                           "of bargaining kept\nthem apart; all but one: of three or more)\n\n" +
                               table.text();
}

/// Of forums with talks what became of these, and who left what it had signed anywhere.
std::string talks(Setup const& setup, std::vector<ForumRow> const& places)
{
    bool const some_missed =
        std::ranges::any_of(places, [](ForumRow const& place) { return place.talks.missed > 0; });
    std::vector<TextTable::Column> columns{{"forum"},
                                           {"opened", Align::right},
                                           {"signed", Align::right},
                                           {"months to signature"},
                                           {"failed", Align::right},
                                           {"overtaken", Align::right},
                                           {"under way", Align::right}};
    if (some_missed) {
        columns.push_back({"no free team", Align::right});
    }
    columns.push_back({"left later by"});
    TextTable table{columns};
    auto const months = [&](double ticks) { return ticks * setup.calendar.tick_months; };
    for (ForumRow const& place : places) {
        TalksTally const& tally = place.talks;
        if (tally.opened() > 0 || tally.missed > 0 || !tally.left.empty()) {
            std::string lasted = "-";
            if (tally.signed_ > 0) {
                auto const [least, most] =
                    std::pair{tally.lasted.begin()->first, tally.lasted.rbegin()->first};
                lasted = least == most ? fmt::format("{}", months(least))
                                       : fmt::format("{} ({} to {})", months(tally.median()),
                                                     months(least), months(most));
            }
            std::vector<std::string> row{place.label,
                                         fmt::format("{}", tally.opened()),
                                         fmt::format("{}", tally.signed_),
                                         lasted,
                                         fmt::format("{}", tally.failed),
                                         fmt::format("{}", tally.overtaken),
                                         fmt::format("{}", tally.under_way)};
            if (some_missed) {
                row.push_back(fmt::format("{}", tally.missed));
            }
            row.push_back(tally.left.empty() ? "-" : oftenest(tally.left, *place.members));
            table.add(std::move(row));
        }
    }
    return table.empty() ? "" : "\nWhat came of talks\n\n" + table.text();
}

/// The member that kept most tables from agreement, and the median of what it fell short by.
std::string furthest_from_it(PriceTally const& tally, std::vector<std::string> const& ids)
{
    auto const most = std::ranges::max_element(tally.blocked_by, {},
                                               [](auto const& by) { return by.second.size(); });
    auto const& [state, worth] = *most;
    return fmt::format("{} {}, by {}", ids[state.slot()], worth.size(),
                       in_thousands(median(worth)));
}

/// The price of breakdowns, where it is known; medians over the tables that money could open.
std::string prices(Setup const& setup, std::vector<ForumRow> const& places)
{
    TextTable table{{{"forum"},
                     {"issues"},
                     {"could open", Align::right},
                     {"price", Align::right},
                     {"could pay", Align::right},
                     {"short most, tables"}}};
    auto const middle = [](std::vector<double> const& values) {
        return values.empty() ? "-" : in_thousands(median(values));
    };
    for (ForumRow const& place : places) {
        std::string label = place.label;
        for (auto const& [issues, tally] : place.prices) {
            table.add({std::exchange(label, ""), on_the_table(setup, issues),
                       fmt::format("{} of {}", tally.price.size(), tally.tables),
                       middle(tally.price), middle(tally.affordable),
                       furthest_from_it(tally, *place.members)});
        }
    }
    return table.empty()
               ? ""
               : fmt::format(
                     "\nWhat money could have opened, in dollars a year: what losing members "
                     "lack, gaining ones could pay\n(medians over these tables; one per cent of "
                     "its product is worth {} to a "
                     "state)\n\n{}",
                     setup.world.money.price, table.text());
}

/// "1 state", "2 states"
std::string counted(Eigen::Index number, std::string_view noun)
{
    return fmt::format("{} {}{}", number, noun, number == 1 ? "" : "s");
}

/// ", 10 authorities"; "" where there are none.
std::string authorities(Setup const& setup)
{
    auto const count = setup.authorities.count();
    std::string_view const noun = count == 1 ? "authority" : "authorities";
    return count == 0 ? "" : fmt::format(", {} {}", count, noun);
}

std::string duration(int months)
{
    return months % 12 == 0 ? counted(months / 12, "year") : counted(months, "month");
}

}  // namespace

std::string summary(std::string const& title, Setup const& setup, std::uint64_t seed,
                    std::vector<VariationTally> const& variations)
{
    VariationTally const& told = variations.front();
    Calendar const& calendar = setup.calendar;
    std::string text = fmt::format(
        "{}\n{} to {}, {} of {}; {}{}, {}; seed {}\n", title, calendar.start.text(),
        (calendar.month_of(calendar.ticks) + -1).text(), counted(calendar.ticks, "tick"),
        duration(calendar.tick_months), counted(setup.world.states.count(), "state"),
        authorities(setup), counted(setup.world.issues.count(), "issue"), seed);
    std::vector<ForumRow> const places = pooled(setup, told.runs);
    std::string const runs =
        told.runs.size() == 1 ? "" : fmt::format(", {} replicates together", told.runs.size());
    text += fmt::format("\nWhat was agreed, and where ({}{})\n\n{}", told.name, runs,
                        agreements(setup, places));
    text += fmt::format("\nWhat was never settled, and what blocked it\n\n{}",
                        open_issues(setup, places));
    text += policies(setup, places, told.runs);
    text += nearness(setup, places);
    text += prices(setup, places);
    text += talks(setup, places);
    text += comparison(setup, variations);
    return text;
}

}  // namespace parley
