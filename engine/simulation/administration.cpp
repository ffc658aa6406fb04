#include "simulation/administration.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>

namespace parley {
namespace {

std::vector<StateId> all_states(World const& world)
{
    std::vector<StateId> states;
    states.reserve(StateId{world.states.count()}.slot());
    for (Eigen::Index i = 0; i < world.states.count(); ++i) {
        states.emplace_back(i);
    }
    return states;
}

/// Whom each organisation serves, in order of the states.
std::vector<std::vector<StateId>> served_by(World const& world, std::span<Forum const> forums,
                                            int tick)
{
    std::vector<std::vector<StateId>> served(world.organisations.size());
    for (std::size_t o = 0; o < served.size(); ++o) {
        for (ForumId const id : world.organisations[o].serves) {
            Forum const& forum = forums[id.slot()];
            if (forum.is_open(tick) && !forum.is_of_authorities()) {
                served[o].insert(served[o].end(), forum.members.begin(), forum.members.end());
            }
        }
    }
    for (auto& states : served) {
        std::ranges::sort(states);
        // NOLINTNEXTLINE(modernize-use-ranges): clang 14 cannot take the subrange of libstdc++
        states.erase(std::unique(states.begin(), states.end()), states.end());
        if (states.empty()) {
            states = all_states(world);
        }
    }
    return served;
}

std::vector<Pool> pools_of(World const& world, std::span<Forum const> forums,
                           std::span<ForumId const> order)
{
    std::vector<Pool> pools;
    for (ForumId const id : order) {
        Forum const& forum = forums[id.slot()];
        if (forum.is_of_authorities()) {
            continue;
        }
        Pool pool{.members = {}, .bindingness = forum.bindingness};
        std::ranges::copy_if(forum.members, std::back_inserter(pool.members), [&](StateId i) {
            return std::ranges::any_of(forum.agenda,
                                       [&](IssueId k) { return world.regime.binds(i, k, id); });
        });
        if (pool.members.size() > 1) {
            pools.push_back(std::move(pool));
        }
    }
    return pools;
}

}  // namespace

Administration::Administration(AdministrationParams const& params, World const& world)
    : assistance_{params.assistance},
      own_capacity_{params.own_capacity},
      departures_{Vector::Ones(world.states.count())}
{
    if (params.capacity) {
        capacity_.emplace(*params.capacity);
    }
    if (own_capacity_.size() == 0) {
        own_capacity_ =
            Vector::Constant(world.states.count(), std::numeric_limits<double>::quiet_NaN());
    }
    if (own_capacity_.size() != world.states.count()) {
        throw std::invalid_argument{"capacities must be given for every state, or none"};
    }
}

void Administration::operator()(World& world, std::span<Forum const> forums,
                                std::span<ForumId const> order, int tick, double years)
{
    auto const served = served_by(world, forums, tick);
    develop(world, served, years);
    if (capacity_) {
        handle(world, served, tick, years);
        capacity_->share(world.handling, pools_of(world, forums, order));
    }
}

void Administration::begin_as_part(StateId part, StateId of)
{
    double const given = own_capacity_(part.index());
    own_capacity_(of.index()) += std::isfinite(given) ? given : 0.0;
}

void Administration::separate(World& world, StateId part, StateId from, double share)
{
    departures_(part.index()) = departures_(from.index());
    if (load_at_start_.size() == 0) {
        double const given = own_capacity_(part.index());
        own_capacity_(from.index()) -= std::isfinite(given) ? given : 0.0;
        return;
    }
    for (Vector* numbers : {&load_at_start_, &world.handling.own}) {
        (*numbers)(part.index()) = share * (*numbers)(from.index());
        (*numbers)(from.index()) *= 1.0 - share;
    }
}

void Administration::unite(World& world, StateId part, StateId into)
{
    for (Vector* numbers : {&own_capacity_, &load_at_start_, &world.handling.own}) {
        if (numbers->size() > 0) {
            (*numbers)(into.index()) += (*numbers)(part.index());
            (*numbers)(part.index()) = 0.0;
        }
    }
}

void Administration::handle(World& world, std::vector<std::vector<StateId>> const& served, int tick,
                            double years)
{
    Handling& handling = world.handling;
    handling.load = capacity_->load(world.flows, world.states);
    if (tick == 0) {
        load_at_start_ = handling.load;
        handling.own = capacity_->at_start(handling.load, world.states.gdp_per_head, own_capacity_);
    } else {
        capacity_->grow(handling.own, years);
    }
    for (std::size_t o = 0; o < served.size(); ++o) {
        Budget const& budget = world.organisations[o].budget;
        assistance_.relieve(handling.load, load_at_start_, served[o], budget);
        if (tick > 0) {
            assistance_.assist(handling.own, handling.load, served[o], budget, years);
        }
    }
    handling.capacity = handling.own;
}

void Administration::develop(World const& world, std::vector<std::vector<StateId>> const& served,
                             double years)
{
    Eigen::Index const states = world.states.count();
    Vector const leaving = by_state(world.flows.origin, world.flows.persons, states);
    Vector averted = Vector::Zero(states);
    for (std::size_t o = 0; o < served.size(); ++o) {
        assistance_.plan(averted, leaving, served[o], world.organisations[o].budget);
    }
    assistance_.develop(departures_, averted, years);
}

Vector Administration::ability(World const& world) const
{
    return capacity_ ? parley::ability(world.handling) : Vector::Ones(world.states.count());
}

}  // namespace parley
