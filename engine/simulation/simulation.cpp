#include "simulation/simulation.hpp"

#include "forum/maturity.hpp"
#include "forum/secretariat.hpp"
#include "simulation/effects.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace parley {
namespace {

/// A place in the random streams for each event, by its kind and its text and not by where it
/// stands in the list. O(E), and O(E^2) characters where E events have one text.
std::vector<std::uint64_t> places_of(std::vector<Event> const& events)
{
    std::vector<std::uint64_t> places;
    std::unordered_set<std::uint64_t> taken;
    std::unordered_map<std::string, std::size_t> so_far;  // events of the same name
    for (Event const& event : events) {
        std::string name = std::string{kind_of(event)} + '/' + event.about;
        name.append(so_far[name]++, '+');
        while (!taken.insert(hash_name(name)).second) {
            name += '+';
        }
        places.push_back(hash_name(name));
    }
    return places;
}

std::uint64_t place(int tick)
{
    return static_cast<std::uint64_t>(tick);
}

MeetingParams of_authorities(Setup const& setup)
{
    MeetingParams params = setup.meetings;
    params.red_line = Matrix::Constant(setup.authorities.count(), setup.world.issues.count(),
                                       std::numeric_limits<double>::infinity());
    return params;
}

}  // namespace

Simulation::Simulation(std::shared_ptr<Setup const> setup, std::uint64_t seed,
                       std::uint64_t replicate, RunState state)
    : setup_{std::move(setup)},
      seed_{seed},
      replicate_{replicate},
      event_places_{places_of(setup_->events)},
      state_{std::move(state)},
      coverage_{state_.forums.size(), setup_->migration.roles.flow_weight},
      migrate_{setup_->migration.response, state_.world.flows, state_.world.issues},
      meeting_{setup_->meetings},
      local_meeting_{of_authorities(*setup_)}
{
}

// NOLINTNEXTLINE(performance-unnecessary-value-param): the run state is made of it, too
Simulation::Simulation(std::shared_ptr<Setup const> setup, std::uint64_t seed,
                       std::uint64_t replicate)
    : Simulation{setup, seed, replicate, RunState{*setup, seed, replicate}}
{
}

Simulation::Simulation(Setup setup, std::uint64_t seed, std::uint64_t replicate)
    : Simulation{std::make_shared<Setup const>(std::move(setup)), seed, replicate}
{
}

void Simulation::run(Observers observers)
{
    while (!finished()) {
        step(observers);
    }
}

void Simulation::step(Observers observers)
{
    end_what_runs_out();
    apply_events(observers);
    move_people();
    renew_interests();
    administer();
    route_issues();
    open_talks();
    Met const met = hold_meetings(observers);
    tell_of_missed_talks(observers);
    let_outlooks_fade(met);
    ratify(observers);
    check_compliance(observers);
    implement();
    accounts_.renew();
    for (Observer* observer : observers) {
        observer->on_tick(*this);
    }
    ++state_.tick;
}

void Simulation::end_what_runs_out()
{
    coverage_.renew();
    renew_agreements();
    for (World* world : state_.worlds()) {
        world->regime.lapse(state_.tick);
    }
    if (state_.tick > 0) {
        state_.diplomacy.forget(state_.forums, calendar().years_a_tick());
    }
    end_what_passes(state_);
}

void Simulation::apply_events(Observers observers)
{
    for (std::size_t e = 0; e < setup_->events.size(); ++e) {
        if (takes_place(e)) {
            apply_event(setup_->events[e], *setup_, state_);
            for (Observer* observer : observers) {
                observer->on_event(*this, setup_->events[e]);
            }
        }
    }
    set_agendas(observers);
    renew_factors(state_);
}

/// Is it the date of an event, or does chance have it so?
bool Simulation::takes_place(std::size_t event) const
{
    Event const& candidate = setup_->events[event];
    if (candidate.tick) {
        return *candidate.tick == state_.tick;
    }
    RandomStream random{seed_, "events", {replicate_, place(state_.tick), event_places_[event]}};
    return random.uniform() < 1.0 - std::pow(1.0 - candidate.hazard, calendar().years_a_tick());
}

void Simulation::move_people()
{
    Flows& flows = state_.world.flows;
    for (std::size_t c = 0; c < flows.origin.size(); ++c) {
        flows.factor(static_cast<Eigen::Index>(c)) *=
            state_.administration.departures()(flows.origin[c].index());
    }
    double const years = calendar().years_a_tick();
    migrate_(flows, state_.world.regime, state_.tick * years);
    renew_stocks(flows, setup_->migration.attrition, years);
    if (state_.roles) {
        state_.world.states.profile = state_.roles->profiles(flows);
    }
}

void Simulation::renew_interests()
{
    Vector const now = traffic();
    renew_exposure(now);
    state_.world.renew_changed_interests();
    state_.world.renew_alone();
    if (state_.local) {
        state_.local->renew(state_.world, now);
    }
    coverage_.renew();
}

/// How much more people cross, leave or enter each state than at the start [N]; 1 where nobody did.
Vector Simulation::traffic() const
{
    Vector const through = state_.world.flows.through(state_.world.states.count());
    Vector const& base = state_.base_through;
    return Vector::NullaryExpr(
        through.size(), [&](Eigen::Index i) { return base(i) > 0.0 ? through(i) / base(i) : 1.0; });
}

void Simulation::renew_exposure(VectorView traffic)
{
    for (Eigen::Index i = 0; i < traffic.size(); ++i) {
        if (state_.base_through(i) > 0.0) {
            state_.world.states.exposure(i) = exposure_at(state_.base_exposure(i), traffic(i));
        }
    }
}

/// How a forum holds its meetings.
Meeting const& Simulation::meeting_of(ForumId forum) const
{
    return state_.forums[forum.slot()].is_of_authorities() ? local_meeting_ : meeting_;
}

void Simulation::administer()
{
    state_.administration(state_.world, state_.forums, state_.order, state_.tick,
                          calendar().years_a_tick());
}

Vector const& Simulation::coverage(ForumId forum) const
{
    return coverage_(state_.world, state_.forums[forum.slot()], forum);
}

void Simulation::route_issues()
{
    if (!state_.routing.is_fixed()) {
        state_.routing.renew(state_.world, coverage_, state_.forums, state_.tick,
                             [this](ForumId id, IssueId issue) {
                                 Sitting const sitting{state_.forums[id.slot()], id, state_.tick};
                                 return meeting_.expected_gains(state_.world, sitting, issue);
                             });
    }
}

/// What is left to a forum of its agenda.
std::vector<IssueId> Simulation::routed(ForumId id) const
{
    Forum const& forum = state_.forums[id.slot()];
    return state_.routing.is_fixed() ? forum.agenda : state_.routing.taken_up(forum, id);
}

/// What members of a forum may hope for in others; nothing where that does not count.
Meeting::OutsideOption Simulation::outside_option()
{
    if (!setup_->outside_option) {
        return {};
    }
    return [this](Seating const& seating) {
        return state_.outside_options(state_.forums, seating.forum, seating, [this](ForumId other) {
            auto const agenda = routed(other);
            Sitting const sitting{state_.forums[other.slot()], other, state_.tick, agenda};
            return meeting_.expectation(state_.world, sitting);
        });
    };
}

/// Holds the meetings of this tick.
Simulation::Met Simulation::hold_meetings(Observers observers)
{
    Meeting::Surroundings const around{.caucuses = Caucuses{state_.forums},
                                       .outside_option = outside_option()};
    Meeting::Surroundings const by_themselves{};
    if (setup_->outside_option) {
        state_.outside_options.renew(state_.forums, state_.world.states.count(), state_.tick);
    }
    bool deepened = false;
    Met met{.states = std::vector<char>(state_.world.states.id.size(), 0),
            .authorities = std::vector<char>(setup_->authorities.id.size(), 0)};
    for (ForumId const id : state_.order) {
        Forum& forum = state_.forums[id.slot()];
        auto const& with = forum.is_of_authorities() ? by_themselves : around;
        auto sessions =
            forum.talks ? go_on_with_talks(id, with, observers) : meet(id, with, observers);
        if (!sessions) {
            continue;
        }
        mediate(id, *sessions, around, observers);
        for (StateId const i : forum.members) {
            (forum.is_of_authorities() ? met.authorities : met.states)[i.slot()] = 1;
        }
        for (Session const& session : *sessions) {
            state_.routing.note(id, session.issues, session.agreed());
            state_.outside_options.note(id, session.agreed());
        }
        if (!forum.talks || forum.meets(state_.tick) || !sessions->empty()) {
            for (Observer* observer : observers) {
                observer->on_meeting(*this, id, *sessions);
            }
        }
        for (Session const& session : *sessions) {
            deepened = mature(forum, session.agreed()) || deepened;
        }
    }
    if (deepened) {
        state_.order = lowest_level_first(state_.forums);
    }
    return met;
}

std::optional<std::vector<Session>> Simulation::meet(ForumId id, Meeting::Surroundings const& with,
                                                     Observers observers)
{
    Forum const& forum = state_.forums[id.slot()];
    if (!forum.meets(state_.tick) || forum.members.size() < 2) {
        return std::nullopt;
    }
    auto const agenda = routed(id);
    if (agenda.empty() && !forum.agenda.empty()) {
        return std::nullopt;
    }
    RandomStream random{seed_, "bargaining", {replicate_, place(state_.tick), hash_name(forum.id)}};
    Meeting::Surroundings around{with};
    around.measuring = asked_by(observers, forum.level);
    return meeting_of(id)(state_.world_of(id), Sitting{forum, id, state_.tick, agenda}, random,
                          around);
}

Measuring Simulation::asked_by(Observers observers, Level level)
{
    bool const measured = std::ranges::any_of(
        observers, [&](Observer const* observer) { return observer->measures(level); });
    return measured ? Measuring::outcomes : Measuring::none;
}

void Simulation::let_outlooks_fade(Met const& met)
{
    auto const fade = [&](States& all, std::vector<char> const& have_met,
                          Outlook<EveryState> const& at_rest) {
        for (std::size_t i = 0; i < have_met.size(); ++i) {
            if (have_met[i] == 0) {
                meeting_.discussion().fade(all, StateId{i}, at_rest, calendar().years_a_tick());
            }
        }
    };
    fade(state_.world.states, met.states, state_.at_rest);
    if (state_.local) {
        fade(state_.local->world().states, met.authorities, state_.local_rest);
    }
}

void Simulation::implement()
{
    World& world = state_.world;
    double const years = calendar().years_a_tick();
    Vector const rate = setup_->implementation_rate * state_.administration.ability(world);
    Monitoring monitoring;
    if (std::ranges::any_of(world.organisations,
                            [](Organisation const& o) { return o.monitoring > 0.0; })) {
        monitoring = [&](ForumId forum, IssueId issue) {
            return Secretariat{world.organisations, forum}.monitoring(issue);
        };
    }
    Vector const way =
        rate.unaryExpr([&](double a_year) { return 1.0 - std::pow(1.0 - a_year, years); });
    world.regime.implement(way, monitoring);
    if (state_.local) {
        state_.local->implement(world, way);
    }
}

}  // namespace parley
