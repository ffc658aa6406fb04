#include "explanation/sentences.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <string_view>
#include <utility>

namespace parley {
namespace {

constexpr double told_of_policy = 0.005;  // changes that two digits show

/// "another scope": that a key is set otherwise, also of keys that are verbs or plurals.
std::string another(std::string const& key)
{
    using Phrase = std::pair<std::string_view, std::string_view>;
    constexpr std::array<Phrase, 8> phrases{{
        {"opens", "another opening"},
        {"closes", "another closing"},
        {"meets", "another time between meetings"},
        {"reopens", "another time until issues are open again"},
        {"rounds", "another number of rounds"},
        {"members", "other members"},
        {"talks", "other rules of talks"},
        {"binds_newcomers", "another rule for newcomers"},
    }};
    auto const* const found = std::ranges::find(phrases, key, &Phrase::first);
    return found == phrases.end() ? "another " + key : std::string{found->second};
}

}  // namespace

std::string in_how_many(int some, int all)
{
    if (all == 1) {
        return "";
    }
    return some == all ? fmt::format(", in all {} runs", all)
                       : fmt::format(", in {} of {} runs", some, all);
}

std::string listed(std::vector<std::string> const& texts, std::size_t most)
{
    std::size_t const told = texts.size() <= most + 1 ? texts.size() : most;
    std::string text;
    for (std::size_t i = 0; i < told; ++i) {
        bool const last = i + 1 == told && told == texts.size();
        if (i > 0) {
            text += last ? " and " : ", ";
        }
        text += texts[i];
    }
    return told == texts.size() ? text : text + fmt::format(" and {} more", texts.size() - told);
}

std::string Sentences::issue(IssueId id) const
{
    return first_.setup.world.issues.id[id.slot()];
}

std::string Sentences::issues(std::vector<IssueId> const& ids) const
{
    std::vector<std::string> names;
    std::ranges::transform(ids, std::back_inserter(names), [&](IssueId k) { return issue(k); });
    return listed(names);
}

std::string Sentences::member(Parting const& at, StateId id) const
{
    Setup const& setup = at.in_second ? second_.setup : first_.setup;
    Forum const& forum =
        setup.forums[at.in_second.value_or(at.in_first.value_or(ForumId{0})).slot()];
    return forum.is_of_authorities() ? setup.authorities.id[id.slot()]
                                     : setup.world.states.id[id.slot()];
}

std::string Sentences::members(Parting const& at, std::vector<StateId> const& ids) const
{
    std::vector<std::string> names;
    std::ranges::transform(ids, std::back_inserter(names),
                           [&](StateId i) { return member(at, i); });
    return listed(names, 2);
}

std::string Sentences::place(Parting const& at) const
{
    return fmt::format("{}, {}", first_.setup.calendar.month_of(at.tick).text(), at.forum);
}

std::string Sentences::because(Parting const& at) const
{
    return at.mechanism
               ? fmt::format(" ({}: {})", member(at, at.blocked_by), in_words(*at.mechanism))
               : "";
}

std::string Sentences::absence(Parting const& at)
{
    switch (at.absence) {
        case Absence::none:
        case Absence::unknown:
            return "";
        case Absence::no_forum:
            return "there is no such forum";
        case Absence::closed:
            return "the forum is not open";
        case Absence::no_meeting:
            return "the forum does not meet then";
        case Absence::no_team:
            return "no free team";
        case Absence::other_time:
            return "its talks end in another month";
        case Absence::no_talks:
            return "no talks are opened";
        case Absence::off_agenda:
            return "not on the agenda";
        case Absence::elsewhere:
            return "left to other forums";
        case Absence::few_members:
            return "fewer than two members";
        case Absence::still_settled:
            return "what was agreed before still stands";
    }
    return "";
}

std::string Sentences::moved(Parting const& at) const
{
    auto const most = std::ranges::max_element(
        at.moved, {}, [](Parting::Moved const& of) { return std::abs(of.to - of.from); });
    std::string const more = at.moved.size() > 1
                                 ? fmt::format(" (and {} more on other terms)", at.moved.size() - 1)
                                 : "";
    double const by = std::abs(most->to - most->from);
    return by < told_of_policy
               ? fmt::format("{} at terms that differ by {:.1g}{}", issue(most->issue), by, more)
               : fmt::format("{} at {:.2f} instead of {:.2f}{}", issue(most->issue), most->to,
                             most->from, more);
}

std::string Sentences::what_happens(Parting const& at) const
{
    std::vector<std::string> parts;
    std::string const why_none = absence(at);
    if (!at.lost.empty()) {
        bool const absent = !at.untabled.empty() && !at.absent_in_first && !why_none.empty() &&
                            std::ranges::count(at.untabled, at.lost.front()) > 0;
        parts.push_back(fmt::format("no agreement on {}{}", issues(at.lost),
                                    absent ? " (" + why_none + ")" : because(at)));
    }
    if (!at.won.empty()) {
        bool const absent = !at.untabled.empty() && at.absent_in_first && !why_none.empty() &&
                            std::ranges::count(at.untabled, at.won.front()) > 0;
        std::string why;
        if (absent) {
            why = fmt::format(" ({}: {})", first_.name, why_none);
        } else if (at.lost.empty() && at.mechanism) {
            why = fmt::format(" ({}: {}, {})", first_.name, member(at, at.blocked_by),
                              in_words(*at.mechanism));
        }
        parts.push_back(fmt::format("agreement on {}{}", issues(at.won), why));
    }
    if (!at.moved.empty()) {
        parts.push_back(moved(at));
    }
    if (!at.bound_now.empty()) {
        parts.push_back("it binds " + members(at, at.bound_now) + ", too");
    }
    if (!at.bound_then.empty()) {
        parts.push_back("it does not bind " + members(at, at.bound_then));
    }
    if (parts.empty() && !at.untabled.empty()) {
        bool const more = at.absent_in_first;
        parts.push_back(fmt::format("{} on {}{}{}", more ? "a table" : "no table",
                                    issues(at.untabled), more ? ", without agreement" : "",
                                    why_none.empty() || more ? "" : " (" + why_none + ")"));
    }
    if (parts.empty() && at.fails_otherwise) {
        parts.push_back("no agreement in either" + because(at));
    }
    return fmt::format("{}", fmt::join(parts, "; "));
}

/// What a setting says of the forum, of organisations that serve it, or of issues that go
/// otherwise: "another scope"; "" where it says nothing of these.
std::string Sentences::setting_at(Parting const& at, std::string const& path) const
{
    auto const steps = steps_of(path);
    auto const named = [&](std::size_t key, std::string const& of) {
        return steps.size() > key ? another(steps[key]) + of : std::string{};
    };
    if (!at.in_second) {
        return {};
    }
    Setup const& setup = second_.setup;
    auto const labels = labels_of(path, setup);
    if (std::ranges::count(labels, setup.forums[at.in_second->slot()].label) > 0) {
        return named(steps.front() == "bilateral" ? 1 : 2, "");
    }
    if (steps.size() < 3) {
        return {};
    }
    std::string const of = " of " + steps[1];
    if (steps.front() == "organisations") {
        auto const& all = setup.world.organisations;
        auto const own = std::ranges::find(all, steps[1], &Organisation::id);
        return own != all.end() && own->is_secretariat_of(*at.in_second) ? named(2, of) : "";
    }
    auto const is_it = [&](IssueId k) { return issue(k) == steps[1]; };
    bool const touched =
        steps.front() == "issues" &&
        (std::ranges::any_of(at.lost, is_it) || std::ranges::any_of(at.won, is_it) ||
         std::ranges::any_of(at.untabled, is_it) ||
         std::ranges::any_of(at.moved, is_it, &Parting::Moved::issue));
    return touched ? named(2, of) : "";
}

/// What is otherwise at the tables: settings, members, and what these bring.
std::string Sentences::what_differs(Parting const& at) const
{
    std::vector<std::string> parts;
    for (SettingOf const& of : settings_) {
        auto part = setting_at(at, of.path);
        if (!part.empty() && std::ranges::count(parts, part) == 0) {
            parts.push_back(std::move(part));
        }
    }
    if (!at.came.empty()) {
        parts.push_back(members(at, at.came) + " at the table");
    }
    if (!at.stayed_away.empty()) {
        parts.push_back("without " + members(at, at.stayed_away));
    }
    auto const& interests = at.brought[static_cast<std::size_t>(Brought::interests)];
    auto const& declared = at.brought[static_cast<std::size_t>(Brought::declared)];
    if (!interests.empty()) {
        parts.push_back("other interests of " + members(at, interests));
    } else if (!declared.empty()) {
        parts.push_back("other declarations of " + members(at, declared));
    }
    auto const& in_force = at.brought[static_cast<std::size_t>(Brought::in_force)];
    if (!in_force.empty()) {
        parts.push_back("other policies in force in " + members(at, in_force));
    }
    auto const& hopes = at.brought[static_cast<std::size_t>(Brought::hopes)];
    if (!hopes.empty()) {
        parts.push_back("other hopes or costs of " + members(at, hopes));
    }
    if (at.regrouped && at.untabled.empty() && std::ranges::count(parts, "another scope") == 0) {
        parts.emplace_back("issues put together otherwise");
    }
    return parts.empty() ? "" : ", with " + listed(parts, 3);
}

std::string Sentences::parting(CommonParting const& common, int runs, std::string_view what,
                               std::string_view without) const
{
    std::string const text =
        fmt::format("{}: {}{}: {}{}.", what, place(common.parting), in_how_many(common.runs, runs),
                    what_happens(common.parting), what_differs(common.parting));
    std::vector<std::string> rest;
    if (int const others = common.parted - common.runs; others > 0) {
        rest.push_back(fmt::format("in {} another meeting or outcome comes first", others));
    }
    if (int const alike = runs - common.parted; alike > 0) {
        rest.push_back(fmt::format("in {} {}", alike, without));
    }
    return rest.empty() ? text
                        : text + fmt::format(" Of the other runs, {}.", fmt::join(rest, ", "));
}

}  // namespace parley
