#include "scenario/forums/build_forums.hpp"

#include "scenario/forums/pairs.hpp"
#include "scenario/selections.hpp"

#include <algorithm>
#include <array>

namespace parley {

namespace {

Maturing build_maturing(written::Maturity const& given)
{
    Maturing maturing{.growth = given.growth,
                      .decay = given.decay,
                      .frankness_gain = given.frankness_gain,
                      .rounds_saved = given.rounds_saved};
    for (auto const& step : given.deepen) {
        maturing.steps.push_back({.at = step.at,
                                  .level = step.level,
                                  .bindingness = step.bindingness,
                                  .rule = step.rule ? find_rule(step.rule->name) : nullptr});
        if (step.rule) {
            maturing.steps.back().rule_values = step.rule->values;
        }
    }
    return maturing;
}

/// Ticks in a duration as they are, parts of a tick included.
double fraction_of_ticks(Duration duration, written::Time const& time)
{
    double const length = duration.unit == Duration::Unit::ticks ? 1.0 : time.tick.count;
    return duration.count / length;
}

void build_talks(written::Proceedings const& given, written::Time const& time, Forum& forum)
{
    if (auto const& talks = given.talks) {
        forum.talks =
            TalksRules{.mandate = talks->mandate ? ticks_in(*talks->mandate, time) : 0,
                       .round = talks->round ? fraction_of_ticks(*talks->round, time) : 0.0,
                       .initiative = talks->initiative,
                       .gain = talks->gain,
                       .burn_in = talks->burn_in ? ticks_in(*talks->burn_in, time) : 0,
                       .team = talks->team};
    }
    if (given.cost) {
        forum.cost = *given.cost;
    }
    if (auto const& habit = given.habit) {
        forum.habit = {
            .pair = habit->pair, .state = habit->state, .memory = habit->memory.count / 12.0};
    }
    if (given.reopens) {
        forum.reopens = ticks_in(*given.reopens, time);
    }
}

/// A forum without the members that meet in it.
Forum build_proceedings(written::Proceedings const& given, Scenario const& scenario,
                        Indices const& indices, Calendar const& calendar)
{
    Forum forum;
    forum.agenda = indices.issues(issues_of(given.agenda, scenario));
    std::ranges::sort(forum.agenda);
    forum.scope = given.scope;
    forum.rule = find_rule(given.rule.name);
    forum.rule_values = given.rule.values;
    forum.protocol = find_protocol(given.protocol.name)->make(given.protocol.values);
    forum.deadline = given.rounds;
    forum.first_tick = calendar.tick_at(given.opens);
    forum.interval = ticks_in(given.meets, scenario.time);
    if (given.closes) {
        forum.closing_tick = calendar.tick_at(*given.closes);
    }
    forum.frankness = given.frankness;
    forum.bindingness = given.bindingness;
    if (given.term) {
        forum.term = ticks_in(*given.term, scenario.time);
    }
    forum.renewal = given.renewal;
    forum.notice = ticks_in(Duration{.count = 12}, scenario.time);
    forum.caucus = given.caucus;
    forum.binds_newcomers = given.binds_newcomers;
    if (given.maturity) {
        forum.maturing = build_maturing(*given.maturity);
        forum.maturity = given.maturity->start;
    }
    if (given.ratification) {
        forum.ratification =
            Ratification{.delay = ticks_in(given.ratification->delay, scenario.time),
                         .shock = given.ratification->shock};
    }
    forum.sanction = given.sanction;
    build_talks(given, scenario.time, forum);
    return forum;
}

/// Who meets: states, or authorities, who take up what is devolved of the agenda.
void add_members(written::Forum const& given, Scenario const& scenario, Indices const& indices,
                 Forum& forum)
{
    if (!given.is_of_authorities()) {
        auto members = members_of(given.members, scenario);
        std::ranges::sort(members);
        forum.members = indices.states(members);
        return;
    }
    auto authorities = authorities_of(given.authorities, scenario);
    std::ranges::sort(authorities);
    forum.members = indices.authorities(authorities);
    forum.parts = parts_of(authorities, scenario, indices);
    std::erase_if(forum.agenda, [&](IssueId k) {
        auto const& issue = scenario.issues[k.slot()];
        return !(issue.devolved > 0.0 && issue.latitude > 0.0);
    });
}

/// Does it open by an event?
bool opens_by_event(Scenario const& scenario, std::string const& forum)
{
    return std::ranges::any_of(scenario.events, [&](written::Event const& event) {
        auto const* opening = event.as<ForumOpening>();
        return opening != nullptr && opening->forum == forum;
    });
}

}  // namespace

std::vector<Forum> build_forums(Scenario const& scenario, States const& states,
                                Indices const& indices, Calendar const& calendar)
{
    std::vector<Forum> forums;
    for (auto const& given : scenario.forums) {
        auto forum = build_proceedings(given.proceedings, scenario, indices, calendar);
        forum.id = forum.label = given.id;
        forum.name = given.name.empty() ? given.id : given.name;
        forum.level = given.level;
        if (opens_by_event(scenario, given.id)) {
            forum.first_tick = Forum::never;
        }
        add_members(given, scenario, indices, forum);
        forums.push_back(std::move(forum));
    }
    if (scenario.bilateral) {
        auto const both =
            build_proceedings(scenario.bilateral->proceedings, scenario, indices, calendar);
        auto const add_pair = [&](std::array<std::string, 2> const& pair, int first_tick) {
            auto forum = both;
            forum.members = indices.states({pair[0], pair[1]});
            forum.id = id_of(pair);
            forum.name = states.name[forum.members[0].slot()] + " and " +
                         states.name[forum.members[1].slot()];
            forum.label = "bilateral";
            forum.level = Level::bilateral;
            forum.first_tick = first_tick;
            forums.push_back(std::move(forum));
        };
        for (auto const& pair : pairs_of(scenario)) {
            add_pair(pair, both.first_tick);
        }
        for (auto const& pair : pairs_of_record(scenario)) {
            add_pair(pair, Forum::never);
        }
    }
    std::ranges::sort(forums, {}, &Forum::id);
    return forums;
}

MeetingParams build_meetings(Scenario const& scenario, Matrix red_line, Trace trace)
{
    auto const& talk = scenario.discussion;
    return {.declaration = {.posturing = talk.posturing, .hiding = talk.hiding},
            .discussion = {.learning = talk.learning,
                           .trust = talk.trust,
                           .decay = talk.decay,
                           .deadlock_cost = talk.deadlock_cost,
                           .defection_cost = talk.defection_cost},
            .red_line = std::move(red_line),
            .trace = trace};
}

}  // namespace parley
