#include "scenario/build.hpp"

#include "scenario/build_events.hpp"
#include "scenario/build_flows.hpp"
#include "scenario/selections.hpp"

#include <algorithm>
#include <limits>

namespace parley {

namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

/// A role's ideal point on a transfer is the end that suits it; one that does not care is at
/// neither.
void add_transfer(Scenario::Issue const& issue, Eigen::Index k, Issues& issues)
{
    if (issues.role_value.size() == 0) {
        issues.role_value = Matrix::Zero(role_count, issues.role_ideal.cols());
    }
    Vector const value = as_vector(*issue.value);
    issues.role_value.col(k) = value;
    issues.role_salience.col(k).setZero();
    for (Eigen::Index r = 0; r < role_count; ++r) {
        issues.role_ideal(r, k) = value(r) > 0.0 ? 1.0 : value(r) < 0.0 ? 0.0 : 0.5;
    }
    issues.amount(k) = issue.amount.value_or(infinity);
    issues.payable(k) = issue.payable.value_or(0.007);
}

/// A role's ideal point is the place of the option that it likes best, the first of equals.
void add_options(Scenario::Issue const& issue, Eigen::Index k, Issues& issues)
{
    auto const count = std::ssize(issue.options);
    issues.options.resize(static_cast<std::size_t>(issues.role_ideal.cols()));
    Options& options = issues.options[IssueId{k}.slot()];
    options.role_value.resize(role_count, count);
    for (Eigen::Index l = 0; auto const& option : issue.options) {
        options.id.push_back(option.id);
        options.role_value.col(l) = as_vector(option.value);
        ++l;
    }
    issues.role_salience.col(k).setZero();
    for (Eigen::Index r = 0; r < role_count; ++r) {
        Eigen::Index best = 0;
        options.role_value.row(r).maxCoeff(&best);
        issues.role_ideal(r, k) = static_cast<double>(best) / static_cast<double>(count - 1);
    }
}

/// Where payoffs weigh states by interdependence on no issue, nothing is said about it.
void add_interdependence(Scenario const& scenario, Issues& issues)
{
    auto const is_dyadic = [](auto const& i) { return i.policy == PolicyReach::dyadic; };
    if (std::ranges::none_of(scenario.issues,
                             [&](auto const& i) { return i.externality > 0.0 || is_dyadic(i); })) {
        return;
    }
    issues.externality.resize(issues.count());
    issues.role_expected = issues.role_ideal;
    for (Eigen::Index k = 0; auto const& issue : scenario.issues) {
        issues.externality(k) = issue.externality;
        issues.dependence.push_back(issue.interdependence);
        issues.dyadic.push_back(is_dyadic(issue) ? 1 : 0);
        if (issue.expected_of_others) {
            issues.role_expected.col(k) = as_vector(*issue.expected_of_others);
        }
        ++k;
    }
}

/// Where no state moves alone on any issue, nothing is said about it.
void add_unilateral(Scenario const& scenario, Issues& issues)
{
    Vector unilateral = Vector::Zero(issues.count());
    for (Eigen::Index k = 0; auto const& issue : scenario.issues) {
        if (!issue.value && issue.options.empty()) {
            unilateral(k) = issue.unilateral.value_or(scenario.implementation.unilateral);
        }
        ++k;
    }
    if ((unilateral.array() > 0.0).any()) {
        issues.unilateral = std::move(unilateral);
    }
}

Issues build_issues(Scenario const& scenario)
{
    auto const count = std::ssize(scenario.issues);
    Issues issues;
    issues.role_ideal.resize(role_count, count);
    issues.role_salience.resize(role_count, count);
    issues.amount = Vector::Constant(count, infinity);
    issues.payable = Vector::Zero(count);
    issues.flow_response.resize(count);
    for (Eigen::Index k = 0; auto const& issue : scenario.issues) {
        issues.id.push_back(issue.id);
        issues.about.push_back(issue.about);
        issues.kind.push_back(issue.kind);
        issues.scale.emplace_back();
        std::ranges::copy(issue.scale, issues.scale.back().begin());
        issues.role_ideal.col(k) = as_vector(issue.ideal);
        issues.role_salience.col(k) = as_vector(issue.salience);
        if (issue.value) {
            add_transfer(issue, k, issues);
        } else if (!issue.options.empty()) {
            add_options(issue, k, issues);
        }
        issues.flow_response(k) = issue.flow_response;
        issues.pathway.push_back(issue.pathway);
        ++k;
    }
    add_interdependence(scenario, issues);
    add_unilateral(scenario, issues);
    return issues;
}

States build_states(Scenario const& scenario, Flows const& flows)
{
    auto const count = std::ssize(scenario.states);
    States states;
    Matrix volumes(count, role_count);
    for (auto* numbers : {&states.population, &states.gdp_per_head, &states.power,
                          &states.recognition, &states.disclosure}) {
        numbers->resize(count);
    }
    for (Eigen::Index i = 0; auto const& state : scenario.states) {
        states.id.push_back(state.id);
        states.name.push_back(state.name.empty() ? state.id : state.name);
        states.population(i) = state.population.value_or(unknown);
        states.gdp_per_head(i) = state.gdp_per_head.value_or(unknown);
        states.power(i) = state.power;
        states.recognition(i) = state.recognition;
        states.disclosure(i) = state.disclosure;
        volumes.row(i) = as_vector(state.roles).transpose();
        ++i;
    }
    states.profile = role_weights(volumes);
    states.self_image = sharpened(states.profile, scenario.interests.self_image_sharpness);
    states.exposure = exposure_to(flows, states.population, scenario.interests.half_exposure);
    for (Eigen::Index i = 0; auto const& state : scenario.states) {
        if (state.self_image) {
            states.self_image.row(i) = role_weights(as_vector(*state.self_image).transpose());
        }
        states.exposure(i) = state.exposure.value_or(states.exposure(i));
        ++i;
    }
    return states;
}

Draws build_draws(Scenario const& scenario)
{
    auto const count = std::ssize(scenario.states);
    Draws draws{.concentration = Vector(count),
                .power_spread = Vector(count),
                .self_image_sharpness = scenario.interests.self_image_sharpness};
    for (Eigen::Index i = 0; auto const& state : scenario.states) {
        draws.concentration(i) = state.profile_concentration.value_or(infinity);
        draws.power_spread(i) = state.power_spread;
        draws.own_self_image.push_back(state.self_image ? 1 : 0);
        ++i;
    }
    return draws;
}

/// A number for each state and issue, from numbers by state of each issue.
template <class Otherwise>
Matrix by_state(Scenario const& scenario, Scenario::ByState Scenario::Issue::*numbers,
                Otherwise otherwise)
{
    Matrix result(std::ssize(scenario.states), std::ssize(scenario.issues));
    for (Eigen::Index k = 0; auto const& issue : scenario.issues) {
        for (Eigen::Index i = 0; auto const& state : scenario.states) {
            auto const own = (issue.*numbers).of.find(state.id);
            bool const has_own = own != (issue.*numbers).of.end();
            result(i, k) = has_own ? own->second : (issue.*numbers).all.value_or(otherwise(issue));
            ++i;
        }
        ++k;
    }
    return result;
}

std::vector<Organisation> build_organisations(Scenario const& scenario, Indices const& indices)
{
    std::vector<Organisation> organisations;
    for (auto const& organisation : scenario.organisations) {
        organisations.push_back(
            {.id = organisation.id,
             .name = organisation.name.empty() ? organisation.id : organisation.name,
             .mandate = indices.issues(issues_of(organisation.mandate, scenario)),
             .mediation = organisation.mediation,
             .budget = {.assistance = organisation.assistance,
                        .relief = organisation.relief,
                        .development = organisation.development}});
    }
    return organisations;
}

Maturing build_maturing(Scenario::Maturity const& given)
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
Forum build_proceedings(Scenario::Proceedings const& given, Scenario const& scenario,
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
    return std::ranges::any_of(scenario.events, [&](Scenario::Event const& event) {
        auto const* opening = std::get_if<Scenario::Opening>(&event.what);
        return opening != nullptr && opening->forum == forum;
    });
}

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

}  // namespace

Setup set_up(Scenario const& scenario, Trace trace)
{
    Indices const indices{scenario};
    Calendar const calendar{.start = scenario.time.start,
                            .tick_months = scenario.time.tick.count,
                            .ticks = scenario.time.ticks};
    auto const& talk = scenario.discussion;
    auto flows = build_flows(scenario, indices);
    auto states = build_states(scenario, flows);
    Interdependence interdependence{flows, states.count(), scenario.migration.flow_weight};
    auto forums = build_forums(scenario, states, indices, calendar);
    auto politics = DomesticPolitics::none(states.count(), std::ssize(scenario.issues));
    for (auto const& given : scenario.overrides) {
        apply(build_override(given, indices), politics);
    }
    auto events = build_events(scenario, indices, forums, calendar);
    auto const status_quo = by_state(scenario, &Scenario::Issue::national_status_quo,
                                     [](Scenario::Issue const& issue) { return issue.status_quo; });
    auto issues = build_issues(scenario);
    std::vector<IssueId> dyadic;
    for (Eigen::Index k = 0; k < issues.count(); ++k) {
        if (issues.is_dyadic(k)) {
            dyadic.emplace_back(k);
        }
    }
    return {.calendar = calendar,
            .world = {.issues = std::move(issues),
                      .states = std::move(states),
                      .flows = std::move(flows),
                      .interdependence = std::move(interdependence),
                      .organisations = build_organisations(scenario, indices),
                      .politics = std::move(politics),
                      .regime = Regime{status_quo, dyadic},
                      .actual = {},
                      .perceived = {}},
            .forums = std::move(forums),
            .events = std::move(events),
            .meetings = {.declaration = {.posturing = talk.posturing, .hiding = talk.hiding},
                         .discussion = {.learning = talk.learning,
                                        .trust = talk.trust,
                                        .decay = talk.decay,
                                        .deadlock_cost = talk.deadlock_cost,
                                        .defection_cost = talk.defection_cost},
                         .red_line = by_state(scenario, &Scenario::Issue::red_line,
                                              [](Scenario::Issue const&) { return infinity; }),
                         .trace = trace},
            .draws = build_draws(scenario),
            .migration = build_migration(scenario),
            .administration = build_administration(scenario),
            .routing = scenario.routing,
            .outside_option = scenario.routing.outside_option,
            .variation = scenario.interests.variation,
            .implementation_rate = scenario.implementation.rate};
}

Simulation build(Scenario const& scenario, std::uint64_t replicate, Trace trace)
{
    return {set_up(scenario, trace), scenario.seed, replicate};
}

}  // namespace parley
