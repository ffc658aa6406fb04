#include "output/labels.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <stdexcept>

namespace parley {
namespace {

/// Indices along `state`, `issue` and `forum` are stored as int16.
constexpr std::size_t most_labels = std::numeric_limits<std::int16_t>::max();

std::vector<int> recorded_ticks(Calendar const& calendar, int every)
{
    std::vector<int> ticks;
    for (int tick = every - 1; tick < calendar.ticks; tick += every) {
        ticks.push_back(tick);
    }
    if (ticks.empty() || ticks.back() != calendar.ticks - 1) {
        ticks.push_back(calendar.ticks - 1);
    }
    return ticks;
}

std::vector<std::int32_t> days_of(std::vector<int> const& ticks, Calendar const& calendar)
{
    std::vector<std::int32_t> days;
    days.reserve(ticks.size());
    for (int const tick : ticks) {
        days.push_back(calendar.month_of(tick).days_since_epoch());
    }
    return days;
}

/// The most sessions a table of a forum that can end: one a meeting, or, where talks open by
/// decision, one a tick.
std::size_t meetings(Forum const& forum, Calendar const& calendar)
{
    if (forum.talks && forum.talks->initiative) {
        return static_cast<std::size_t>(calendar.ticks);
    }
    std::size_t count = 0;
    for (int tick = 0; tick < calendar.ticks; ++tick) {
        count += forum.meets(tick) ? 1 : 0;
    }
    return count;
}

void check(Setup const& setup, RecordParams const& record)
{
    if (setup.world.states.count() == 0 || setup.world.issues.count() == 0) {
        throw std::invalid_argument{"a result needs at least one state and one issue"};
    }
    if (setup.calendar.ticks < 1 || record.every < 1) {
        throw std::invalid_argument{"a result needs at least one tick, recorded every 1 or more"};
    }
    if (std::max(setup.world.states.id.size(), setup.world.issues.id.size()) > most_labels) {
        throw std::invalid_argument{
            fmt::format("a result holds at most {} states or issues", most_labels)};
    }
}

}  // namespace

Labels::Labels(Setup const& setup, RecordParams const& params)
    : state{setup.world.states.id},
      state_name{setup.world.states.name},
      issue{setup.world.issues.id},
      issue_about{setup.world.issues.about},
      authority{setup.authorities.id},
      authority_name{setup.authorities.name},
      record{params}
{
    check(setup, record);
    for (StateId const of : setup.authorities.of) {
        authority_of.push_back(state[of.slot()]);
    }
    ticks = recorded_ticks(setup.calendar, record.every);
    time = days_of(ticks, setup.calendar);
    for (auto const& [low, high] : setup.world.issues.scale) {
        issue_scale_low.push_back(low);
        issue_scale_high.push_back(high);
    }
    for (IssueKind const kind : setup.world.issues.kind) {
        issue_kind.push_back(static_cast<std::int8_t>(kind));
    }
    // A setup made by hand may leave texts out; the axes still need one a label.
    state_name.resize(state.size());
    issue_about.resize(issue.size());
    issue_scale_low.resize(issue.size());
    issue_scale_high.resize(issue.size());
    add_forums(setup.forums, setup.calendar);
    add_organisations(setup.world.organisations);
}

void Labels::include(Setup const& variation)
{
    if (variation.world.states.id != state) {
        throw std::invalid_argument{"runs of one result must have the same states"};
    }
    if (variation.authorities.id != authority) {
        throw std::invalid_argument{"runs of one result must have the same authorities"};
    }
    if (variation.world.issues.id != issue) {
        throw std::invalid_argument{"runs of one result must have the same issues"};
    }
    auto const other = recorded_ticks(variation.calendar, record.every);
    if (other != ticks || days_of(other, variation.calendar) != time) {
        throw std::invalid_argument{"runs of one result must have the same calendar"};
    }
    add_forums(variation.forums, variation.calendar);
    add_organisations(variation.world.organisations);
}

void Labels::add_organisations(std::vector<Organisation> const& organisations)
{
    bool const any = std::ranges::any_of(organisations, [](Organisation const& o) {
        return o.formula > 0.0 || o.agenda.chance > 0.0 || !o.funds.empty();
    });
    for (Organisation const& o : organisations) {
        if (any && std::ranges::find(organisation, o.id) == organisation.end()) {
            organisation.push_back(o.id);
        }
    }
}

void Labels::add_forums(std::vector<Forum> const& forums, Calendar const& calendar)
{
    std::size_t sessions = 0;
    auto known = pair;
    std::ranges::sort(known);
    for (Forum const& f : forums) {
        if (std::ranges::find(forum, f.label) == forum.end()) {
            forum.push_back(f.label);
            forum_name.push_back(f.label == f.id ? f.name : f.label);
            forum_level.push_back(static_cast<std::int8_t>(f.level));
        }
        if (f.label == "bilateral" && f.talks && f.talks->initiative &&
            f.first_tick != Forum::never && !std::ranges::binary_search(known, f.id)) {
            pair.push_back(f.id);
        }
        if (keeps_sessions(f.level)) {
            std::size_t const tables = f.scope == Scope::single_issue ? issue.size() : 1;
            sessions += meetings(f, calendar) * tables;
        }
    }
    most_sessions = std::max(most_sessions, sessions);
    if (forum.size() > most_labels) {
        throw std::invalid_argument{fmt::format("a result holds at most {} forums", most_labels)};
    }
}

std::size_t Labels::forum_index(std::string_view label) const
{
    auto const found = std::ranges::find(forum, label);
    if (found == forum.end()) {
        throw std::invalid_argument{fmt::format("the result has no label for forum '{}'", label)};
    }
    return static_cast<std::size_t>(found - forum.begin());
}

bool Labels::records(int tick) const
{
    return std::ranges::binary_search(ticks, tick);
}

bool Labels::keeps_sessions(Level level) const
{
    switch (record.sessions) {
        case SessionFilter::all:
            return true;
        case SessionFilter::multilateral:
            return level != Level::bilateral;
        case SessionFilter::none:
            return false;
    }
    return false;
}

}  // namespace parley
