#include "simulation/simulation.hpp"

#include "forum/maturity.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <type_traits>
#include <utility>

namespace parley {
namespace {

std::vector<ForumId> lowest_level_first(std::vector<Forum> const& forums)
{
    std::vector<ForumId> order;
    for (std::size_t f = 0; f < forums.size(); ++f) {
        order.emplace_back(f);
    }
    std::ranges::sort(order, [&](ForumId a, ForumId b) {
        Forum const& left = forums[a.slot()];
        Forum const& right = forums[b.slot()];
        return std::pair{left.level, std::string_view{left.id}} <
               std::pair{right.level, std::string_view{right.id}};
    });
    return order;
}

/// A place in the random streams for each event, by what it is and what it says, not by where it
/// stands.
std::vector<std::uint64_t> places_of(std::vector<Event> const& events)
{
    std::vector<std::uint64_t> places;
    for (Event const& event : events) {
        std::string name = std::string{kind_of(event)} + '/' + event.about;
        while (std::ranges::count(places, hash_name(name)) > 0) {
            name += '+';  // the same again
        }
        places.push_back(hash_name(name));
    }
    return places;
}

void check(Setup const& setup)
{
    Eigen::Index const states = setup.world.states.count();
    Eigen::Index const issues = setup.world.issues.count();
    auto const& red_line = setup.meetings.red_line;
    auto const& policy = setup.world.regime.policy();
    if (red_line.rows() != states || red_line.cols() != issues || policy.rows() != states ||
        policy.cols() != issues) {
        throw std::invalid_argument{"red lines and status quo must be states x issues"};
    }
    if (setup.calendar.tick_months < 1 || setup.calendar.ticks < 1) {
        throw std::invalid_argument{"a calendar needs at least one tick of at least a month"};
    }
    if (!(setup.implementation_rate > 0.0 && setup.implementation_rate <= 1.0) ||
        !(setup.variation >= 0.0)) {
        throw std::invalid_argument{"implementation rate must be in (0, 1], variation >= 0"};
    }
}

/// What holds as the run begins: states are drawn, and people move without any response to policy.
Setup begun(Setup setup, std::uint64_t seed, std::uint64_t replicate)
{
    check(setup);
    draw(setup.draws, setup.world.states, seed, replicate);
    setup.world.flows.begin();
    return setup;
}

}  // namespace

Simulation::Simulation(Setup setup, std::uint64_t seed, std::uint64_t replicate)
    : setup_{begun(std::move(setup), seed, replicate)},
      migrate_{setup_.migration.response, setup_.world.flows, setup_.world.issues},
      administer_{setup_.administration, setup_.world},
      meeting_{setup_.meetings},
      routing_{setup_.routing, setup_.forums.size(), setup_.world.issues.count()},
      outside_options_{setup_.forums.size()},
      seed_{seed},
      replicate_{replicate},
      order_{lowest_level_first(setup_.forums)},
      event_places_{places_of(setup_.events)},
      base_exposure_{setup_.world.states.exposure},
      recognition_at_rest_{setup_.world.states.recognition},
      disclosure_at_rest_{setup_.world.states.disclosure}
{
    World& world = setup_.world;
    if (setup_.migration.profiles_follow) {
        roles_.emplace(setup_.migration.roles, world.flows, world.states.profile);
    }
    base_through_ = world.flows.through(world.states.count());
    draw_variation();
    world.renew_interests();
    actual_payoff_ = world.payoffs(world.actual);
    perceived_payoff_ = world.payoffs(world.perceived);
}

void Simulation::draw_variation()
{
    World& world = setup_.world;
    for (Eigen::Index i = 0; i < world.states.count(); ++i) {
        for (Eigen::Index k = 0; k < world.issues.count(); ++k) {
            // a stream of its own for each state and issue, by their names
            auto const place = hash_name(world.states.id[StateId{i}.slot()] + '/' +
                                         world.issues.id[IssueId{k}.slot()]);
            RandomStream random{seed_, "national variation", {replicate_, 0, place}};
            world.politics.variation(i, k) = setup_.variation * random.normal();
        }
    }
}

void Simulation::run(std::span<Observer* const> observers)
{
    while (!finished()) {
        step(observers);
    }
}

void Simulation::step(std::span<Observer* const> observers)
{
    World& world = setup_.world;
    world.regime.lapse(tick_);
    end_what_passes();
    for (std::size_t e = 0; e < setup_.events.size(); ++e) {
        Event const& event = setup_.events[e];
        RandomStream random{
            seed_, "events", {replicate_, static_cast<std::uint64_t>(tick_), event_places_[e]}};
        double const chance = 1.0 - std::pow(1.0 - event.hazard, setup_.calendar.years_a_tick());
        if (event.tick ? *event.tick == tick_ : random.uniform() < chance) {
            happen(event);
            for (Observer* observer : observers) {
                observer->on_event(*this, event);
            }
        }
    }
    renew_factors();
    move_people();
    renew_exposure();
    world.renew_interests();
    world.renew_alone();
    administer_(world, setup_.forums, order_, tick_, setup_.calendar.years_a_tick());
    hold_meetings(observers);
    ratify(observers);
    comply(observers);
    implement();
    actual_payoff_ = world.payoffs(world.actual);
    perceived_payoff_ = world.payoffs(world.perceived);
    for (Observer* observer : observers) {
        observer->on_tick(*this);
    }
    ++tick_;
}

void Simulation::implement()
{
    double const years = setup_.calendar.years_a_tick();
    auto const in_a_tick = [&](double rate) { return 1.0 - std::pow(1.0 - rate, years); };
    World& world = setup_.world;
    Vector const rate = setup_.implementation_rate * administer_.ability(world);
    world.regime.implement(rate.unaryExpr(in_a_tick));
}

Interdependence Simulation::interdependence() const
{
    World const& world = setup_.world;
    return {world.flows, world.states.count(), setup_.migration.roles.flow_weight};
}

void Simulation::route_issues()
{
    if (!routing_.is_fixed()) {
        routing_.renew(setup_.world, interdependence(), setup_.forums, tick_,
                       [this](ForumId id, IssueId issue) {
                           return meeting_.expected_gains(setup_.world, setup_.forums[id.slot()],
                                                          id, issue);
                       });
    }
}

/// A forum with the agenda that is left to it.
Forum Simulation::routed(ForumId id) const
{
    Forum const& whole = setup_.forums[id.slot()];
    return routing_.is_fixed() ? whole : routing_.part_of(whole, id);
}

/// What members of a forum may hope for in others; nothing where that does not count.
Meeting::OutsideOption Simulation::outside_option(ForumId id)
{
    if (!setup_.outside_option) {
        return {};
    }
    return [this, id](Seating const& seating) {
        return outside_options_(setup_.forums, id, seating, [this](ForumId other) {
            return meeting_.expectation(setup_.world, routed(other), other);
        });
    };
}

void Simulation::hold_meetings(std::span<Observer* const> observers)
{
    route_issues();
    Caucuses const caucuses{setup_.forums};
    if (setup_.outside_option) {
        outside_options_.renew(setup_.forums, setup_.world.states.count(), tick_);
    }
    bool deepened = false;
    std::vector<char> met(StateId{setup_.world.states.count()}.slot(), 0);
    for (ForumId const id : order_) {
        Forum const& whole = setup_.forums[id.slot()];
        if (!whole.meets(tick_)) {
            continue;
        }
        Forum const forum = at_maturity(routed(id));
        if (forum.agenda.empty() && !whole.agenda.empty()) {
            continue;  // other forums have it all
        }
        RandomStream random{seed_,
                            "bargaining",
                            {replicate_, static_cast<std::uint64_t>(tick_), hash_name(forum.id)}};
        bool const measured = std::ranges::any_of(
            observers, [&](Observer const* observer) { return observer->measures(forum.level); });
        std::vector<Session> const sessions =
            meeting_(setup_.world, forum, id, tick_, random, caucuses,
                     measured ? Measuring::outcomes : Measuring::none, outside_option(id));
        for (StateId const i : forum.members) {
            met[i.slot()] = 1;
        }
        for (Session const& session : sessions) {
            routing_.note(id, session.issues, session.agreed());
            outside_options_.note(id, session.agreed());
        }
        for (Observer* observer : observers) {
            observer->on_meeting(*this, id, sessions);
        }
        for (Session const& session : sessions) {
            deepened = mature(setup_.forums[id.slot()], session.agreed()) || deepened;
        }
    }
    if (deepened) {
        order_ = lowest_level_first(setup_.forums);
    }
    fade(met);
}

void Simulation::fade(std::vector<char> const& met)
{
    for (std::size_t i = 0; i < met.size(); ++i) {
        if (met[i] == 0) {
            auto const at = StateId{i}.index();
            meeting_.discussion().fade(setup_.world.states, StateId{i}, recognition_at_rest_(at),
                                       disclosure_at_rest_(at), setup_.calendar.years_a_tick());
        }
    }
}

void Simulation::ratify(std::span<Observer* const> observers)
{
    World& world = setup_.world;
    for (Agreement const& agreement : world.regime.due(tick_)) {
        Forum const& forum = setup_.forums[agreement.forum.slot()];
        std::string const what =
            forum.id + '/' + world.issues.id[agreement.issues.front().slot()] + '/';
        auto const normal = [&](StateId i) {
            RandomStream random{seed_,
                                "ratification",
                                {replicate_, static_cast<std::uint64_t>(tick_),
                                 hash_name(what + world.states.id[i.slot()])}};
            return random.normal();
        };
        Decision const decision = decide(world, forum, agreement, normal);
        enforce(world.regime, decision);
        if (!decision.in_force) {
            outside_options_.note_refusal(agreement.forum);
        }
        for (Observer* observer : observers) {
            observer->on_ratification(*this, decision);
        }
    }
}

void Simulation::comply(std::span<Observer* const> observers)
{
    World& world = setup_.world;
    for (ForumId const id : order_) {
        Forum const& forum = setup_.forums[id.slot()];
        if (!forum.sanction) {
            continue;
        }
        for (StateId const state : forum.members) {
            if (auto const defection = leaving(world, forum, id, state)) {
                auto parties = defection->left_behind;
                parties.push_back(state);
                meeting_.discussion().defection(world.states, parties);
                for (Observer* observer : observers) {
                    observer->on_defection(*this, *defection);
                }
            }
        }
    }
}

void Simulation::happen(Event const& event)
{
    std::visit([this](auto const& what) { take_effect(what); }, event.what);
}

void Simulation::end_what_passes()
{
    std::erase_if(passing_, [this](Passing const& p) { return p.ends <= tick_; });
}

void Simulation::renew_factors()
{
    World& world = setup_.world;
    world.flows.factor.setOnes();
    world.politics.attention.setOnes();
    for (Passing const& passing : passing_) {
        if (auto const* shock = std::get_if<FlowShock>(&passing.what)) {
            for (std::size_t c = 0; c < world.flows.origin.size(); ++c) {
                if (std::ranges::count(shock->from, world.flows.origin[c]) > 0 &&
                    std::ranges::count(shock->to, world.flows.destination[c]) > 0) {
                    world.flows.factor(static_cast<Eigen::Index>(c)) *= shock->factor;
                }
            }
        } else if (auto const* attention = std::get_if<Attention>(&passing.what)) {
            for (StateId const i : attention->states) {
                for (IssueId const k : attention->issues) {
                    world.politics.attention(i.index(), k.index()) *= attention->factor;
                }
            }
        }
    }
}

void Simulation::move_people()
{
    World& world = setup_.world;
    for (std::size_t c = 0; c < world.flows.origin.size(); ++c) {
        world.flows.factor(static_cast<Eigen::Index>(c)) *=
            administer_.departures()(world.flows.origin[c].index());
    }
    double const years = setup_.calendar.years_a_tick();
    migrate_(world.flows, world.regime, tick_ * years);
    renew_stocks(world.flows, setup_.migration.attrition, years);
    if (roles_) {
        world.states.profile = roles_->profiles(world.flows);
    }
}

void Simulation::renew_exposure()
{
    World& world = setup_.world;
    Vector const through = world.flows.through(world.states.count());
    for (Eigen::Index i = 0; i < through.size(); ++i) {
        if (base_through_(i) > 0.0) {
            world.states.exposure(i) =
                exposure_at(base_exposure_(i), through(i) / base_through_(i));
        }
    }
}

}  // namespace parley
