#include "simulation/simulation.hpp"

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

/// A place in the random streams for each event, by what it is and what it says, not by where it stands.
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

Eigen::Map<Vector const> as_vector(std::array<double, role_count> const& weights)
{
    return {weights.data(), role_count};
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

}  // namespace

Simulation::Simulation(Setup setup, std::uint64_t seed, std::uint64_t replicate)
    : setup_{std::move(setup)},
      meeting_{setup_.meetings},
      seed_{seed},
      replicate_{replicate},
      order_{lowest_level_first(setup_.forums)},
      event_places_{places_of(setup_.events)},
      base_exposure_{setup_.world.states.exposure},
      recognition_at_rest_{setup_.world.states.recognition},
      disclosure_at_rest_{setup_.world.states.disclosure}
{
    check(setup_);
    World& world = setup_.world;
    draw(setup_.draws, world.states, seed_, replicate_);
    world.flows.factor = Vector::Ones(world.flows.count());
    base_through_ = world.flows.through(world.states.count());
    draw_variation();
    world.renew_interests();
    actual_payoff_ = payoffs(world.actual, world.regime.policy());
    perceived_payoff_ = payoffs(world.perceived, world.regime.policy());
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
    renew_exposure();
    world.renew_interests();
    hold_meetings(observers);
    double const years = setup_.calendar.years_a_tick();
    world.regime.implement(1.0 - std::pow(1.0 - setup_.implementation_rate, years));
    actual_payoff_ = payoffs(world.actual, world.regime.policy());
    perceived_payoff_ = payoffs(world.perceived, world.regime.policy());
    for (Observer* observer : observers) {
        observer->on_tick(*this);
    }
    ++tick_;
}

void Simulation::hold_meetings(std::span<Observer* const> observers)
{
    std::vector<char> met(StateId{setup_.world.states.count()}.slot(), 0);
    for (ForumId const id : order_) {
        Forum const& forum = setup_.forums[id.slot()];
        if (!forum.meets(tick_)) {
            continue;
        }
        RandomStream random{seed_,
                            "bargaining",
                            {replicate_, static_cast<std::uint64_t>(tick_), hash_name(forum.id)}};
        std::vector<Session> const sessions = meeting_(setup_.world, forum, id, tick_, random);
        for (StateId const i : forum.members) {
            met[i.slot()] = 1;
        }
        for (Observer* observer : observers) {
            observer->on_meeting(*this, id, sessions);
        }
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

void Simulation::take_effect(FlowShock const& shock)
{
    passing_.push_back({shock, tick_ + shock.ticks});
}

void Simulation::take_effect(Attention const& attention)
{
    passing_.push_back({attention, tick_ + attention.ticks});
}

void Simulation::take_effect(ProfileChange const& change)
{
    auto row = setup_.world.states.profile.row(change.state.index());
    row += change.weight * (as_vector(change.profile).transpose() - row);
}

void Simulation::take_effect(SelfImageChange const& change)
{
    setup_.world.states.self_image.row(change.state.index()) =
        as_vector(change.self_image).transpose();
}

void Simulation::take_effect(OutlookChange const& change)
{
    States& states = setup_.world.states;
    for (StateId const i : change.states) {
        if (change.recognition) {
            states.recognition(i.index()) = *change.recognition;
            recognition_at_rest_(i.index()) = *change.recognition;
        }
        if (change.disclosure) {
            states.disclosure(i.index()) = *change.disclosure;
            disclosure_at_rest_(i.index()) = *change.disclosure;
        }
    }
}

void Simulation::take_effect(Override const& change)
{
    apply(change, setup_.world.politics);
}

void Simulation::take_effect(Accession const& accession)
{
    auto& members = setup_.forums[accession.forum.slot()].members;
    for (StateId const i : accession.states) {
        if (std::ranges::count(members, i) == 0) {
            members.push_back(i);
        }
    }
    std::ranges::sort(members, {}, [&](StateId i) { return setup_.world.states.id[i.slot()]; });
}

void Simulation::take_effect(Withdrawal const& withdrawal)
{
    auto& members = setup_.forums[withdrawal.forum.slot()].members;
    for (StateId const i : withdrawal.states) {
        std::erase(members, i);
        setup_.world.regime.release(i, withdrawal.forum);
    }
}

void Simulation::take_effect(AgendaChange const& change)
{
    auto& agenda = setup_.forums[change.forum.slot()].agenda;
    for (IssueId const k : change.remove) {
        std::erase(agenda, k);
    }
    for (IssueId const k : change.add) {
        if (std::ranges::count(agenda, k) == 0) {
            agenda.push_back(k);
        }
    }
    std::ranges::sort(agenda);
}

}  // namespace parley
