#include "scenario/build.hpp"

#include "scenario/actors/build_actors.hpp"
#include "scenario/agreements/agreements.hpp"
#include "scenario/authorities/authorities.hpp"
#include "scenario/events/build_events.hpp"
#include "scenario/forums/build_forums.hpp"
#include "scenario/issues/build_issues.hpp"
#include "scenario/movement/build_movement.hpp"

namespace parley {

Setup set_up(Scenario const& scenario, Trace trace)
{
    Indices const indices{scenario};
    Calendar const calendar{.start = scenario.time.start,
                            .tick_months = scenario.time.tick.count,
                            .ticks = scenario.time.ticks};
    auto flows = build_flows(scenario, indices);
    auto states = build_states(scenario, flows);
    Interdependence interdependence{Ties{flows, states.count(), scenario.migration.flow_weight}};
    auto forums = build_forums(scenario, states, indices, calendar);
    auto record = build_record(scenario, indices, forums, calendar);
    auto events = build_events(scenario, indices, forums, calendar);
    auto issues = build_issues(scenario);
    std::vector<IssueId> dyadic;
    for (Eigen::Index k = 0; k < issues.count(); ++k) {
        if (issues.is_dyadic(k)) {
            dyadic.emplace_back(k);
        }
    }
    PartnerRoles partner_roles;
    if (!dyadic.empty() && scenario.interests.dyadic_roles > 0.0) {
        partner_roles = PartnerRoles{
            {.share = scenario.interests.dyadic_roles,
             .flow_weight = scenario.migration.flow_weight,
             .sharpness = scenario.interests.self_image_sharpness,
             .follow = scenario.migration.profiles == written::Migration::Profiles::follow},
            flows,
            states.count()};
    }
    return {.calendar = calendar,
            .world = {.issues = std::move(issues),
                      .states = std::move(states),
                      .flows = std::move(flows),
                      .interdependence = std::move(interdependence),
                      .money = scenario.money,
                      .organisations = build_organisations(scenario, indices, forums),
                      .politics = build_politics(scenario, indices),
                      .regime = Regime{build_status_quo(scenario), dyadic},
                      .actual = {},
                      .perceived = {},
                      .partner_roles = std::move(partner_roles)},
            .authorities = build_authorities(scenario, indices),
            .forums = std::move(forums),
            .events = std::move(events),
            .record = std::move(record),
            .meetings = build_meetings(scenario, build_red_lines(scenario), trace),
            .draws = build_draws(scenario),
            .migration = build_migration(scenario),
            .administration = build_administration(scenario),
            .routing = static_cast<Routing::Params const&>(scenario.routing),
            .outside_option = scenario.routing.outside_option,
            .variation = scenario.interests.variation,
            .implementation_rate = scenario.implementation.rate};
}

Simulation build(Scenario const& scenario, std::uint64_t replicate, Trace trace)
{
    return {set_up(scenario, trace), scenario.seed, replicate};
}

}  // namespace parley
