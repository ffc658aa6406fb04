#include "scenario/forums/build_forums.hpp"

#include "scenario/forums/pairs.hpp"
#include "scenario/selections.hpp"

#include <algorithm>

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
    forum.caucus = given.caucus;
    if (given.maturity) {
        forum.maturing = build_maturing(*given.maturity);
        forum.maturity = given.maturity->start;
    }
    if (!given.secretariat.empty()) {
        forum.secretariat = indices.organisation(given.secretariat);
    }
    if (given.ratification) {
        forum.ratification =
            Ratification{.delay = ticks_in(given.ratification->delay, scenario.time),
                         .shock = given.ratification->shock};
    }
    forum.sanction = given.sanction;
    return forum;
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
        auto members = members_of(given.members, scenario);
        std::ranges::sort(members);
        forum.members = indices.states(members);
        forums.push_back(std::move(forum));
    }
    if (scenario.bilateral) {
        auto const both =
            build_proceedings(scenario.bilateral->proceedings, scenario, indices, calendar);
        for (auto const& pair : pairs_of(scenario)) {
            auto forum = both;
            forum.members = indices.states({pair[0], pair[1]});
            forum.id = pair[0] + "_" + pair[1];
            forum.name = states.name[forum.members[0].slot()] + " and " +
                         states.name[forum.members[1].slot()];
            forum.label = "bilateral";
            forum.level = Level::bilateral;
            forums.push_back(std::move(forum));
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
