#include "simulation/succession.hpp"

#include <algorithm>
#include <map>
#include <stdexcept>
#include <utility>

namespace parley {
namespace {

/// People, product and migrants go with territories, and what depends on them follows.
void hand_over(World& world, Setup const& setup, Holders const& after)
{
    Holders const before = world.states.holders;
    move_people(world.states, setup.world.states, before, after);
    move_migrants(world.flows, setup.world.flows, before, after);
    world.states.holders = after;
    Eigen::Index const n = world.states.count();
    std::vector<char> exists;
    for (Eigen::Index i = 0; i < n; ++i) {
        exists.push_back(world.states.exists(StateId{i}) ? 1 : 0);
        if (exists.back() == 0) {
            world.states.exposure(i) = 0.0;
        }
    }
    Flows const of_the_start = held_by(setup.world.flows, after);
    world.interdependence = Interdependence{
        Ties{of_the_start, n, setup.migration.roles.flow_weight}, std::move(exists)};
    if (world.partner_roles.any()) {
        auto const& params = world.partner_roles.params();
        world.partner_roles = PartnerRoles{params, params.follow ? world.flows : of_the_start, n};
    }
    world.purses = purses_of(world.states, world.issues);
}

/// The forum of a state and a partner that is to them what another is to a pair of this partner.
std::optional<ForumId> forum_of_pair(RunState const& state, ForumId of_others, StateId successor,
                                     StateId partner)
{
    Forum const& like = state.forums[of_others.slot()];
    for (std::size_t f = 0; f < state.forums.size(); ++f) {
        Forum const& forum = state.forums[f];
        if (forum.members.size() == 2 && forum.label == like.label &&
            std::ranges::count(forum.members, successor) == 1 &&
            std::ranges::count(forum.members, partner) == 1) {
            return ForumId{f};
        }
    }
    return std::nullopt;
}

/// What a state has agreed on with partners in forums of the two.
std::vector<Agreement> agreements_of_pairs(RunState const& state, StateId predecessor)
{
    std::map<std::uint32_t, Agreement> found;  // by number
    Regime const& regime = state.world.regime;
    for (Eigen::Index k = 0; k < state.world.issues.count(); ++k) {
        for (Commitment const& held : regime.held(predecessor, IssueId{k})) {
            auto const& members = state.forums[held.forum.slot()].members;
            if (members.size() != 2) {
                continue;
            }
            Agreement& agreement = found[held.agreement];
            agreement.forum = held.forum;
            agreement.issues.emplace_back(k);
            agreement.terms.conservativeResize(std::ssize(agreement.issues));
            agreement.terms(std::ssize(agreement.issues) - 1) = held.terms;
            agreement.signatories = members;
            agreement.tick = held.tick;
            agreement.bindingness = held.bindingness;
            agreement.lapses = held.lapses;
        }
    }
    std::vector<Agreement> agreements;
    agreements.reserve(found.size());
    for (auto& [number, agreement] : found) {
        agreements.push_back(std::move(agreement));
    }
    return agreements;
}

/// The state is bound as the one was of which it was a part.
void continue_agreements(RunState& state, StateId successor, StateId predecessor)
{
    Regime& regime = state.world.regime;
    regime.succeed(successor, predecessor, [&](ForumId forum) {
        return std::ranges::count(state.forums[forum.slot()].members, successor) > 0;
    });
    for (Agreement agreement : agreements_of_pairs(state, predecessor)) {
        auto& parties = agreement.signatories;
        StateId const partner = parties[parties[0] == predecessor ? 1 : 0];
        auto const forum = forum_of_pair(state, agreement.forum, successor, partner);
        if (partner != successor && forum) {
            agreement.forum = *forum;
            std::ranges::replace(parties, predecessor, successor);
            regime.add(agreement);
        }
    }
}

/// The flows of a state before it changed, as multiples of those of its base, stay what they are.
void scale_base(RunState& state, StateId of, double ratio)
{
    double const through = state.world.flows.through(state.world.states.count())(of.index());
    state.base_through(of.index()) = ratio > 0.0 ? through / ratio : through;
}

double ratio_of(RunState const& state, StateId of)
{
    double const through = state.world.flows.through(state.world.states.count())(of.index());
    double const base = state.base_through(of.index());
    return base > 0.0 ? through / base : 1.0;
}

void anchor(RunState& state, StateId of)
{
    if (state.roles) {
        Vector const profile = state.world.states.profile.row(of.index()).transpose();
        state.roles->anchor(state.world.flows, of, profile);
    }
}

void begin(StateId successor, StateId predecessor, Treaties treaties, Setup const& setup,
           RunState& state)
{
    World& world = state.world;
    Heirs const heirs{setup.events, world.states.count()};
    Holders after = world.states.holders;
    for (std::size_t t = 0; t < after.size(); ++t) {
        if (after[t] == predecessor && heirs.belongs_to(StateId{t}, successor)) {
            after[t] = successor;
        }
    }
    double const ratio = ratio_of(state, predecessor);
    hand_over(world, setup, after);
    world.states.exposure(successor.index()) = state.base_exposure(successor.index());
    for (StateId const i : {predecessor, successor}) {
        scale_base(state, i, ratio);
        anchor(state, i);
    }
    double const own = state.base_through(successor.index());
    double const both = own + state.base_through(predecessor.index());
    state.administration.separate(world, successor, predecessor, both > 0.0 ? own / both : 0.0);
    for (std::size_t f = 0; f < state.forums.size(); ++f) {
        Forum const& described = setup.forums[f];
        if (!described.is_of_authorities() &&
            std::ranges::count(described.members, successor) > 0) {
            take_seat(state, successor, ForumId{f});
        }
    }
    if (treaties == Treaties::continuity) {
        continue_agreements(state, successor, predecessor);
    } else {
        world.regime.succeed(successor, predecessor, [](ForumId) { return false; });
    }
}

void end(StateId ending, StateId into, Setup const& setup, RunState& state)
{
    World& world = state.world;
    for (std::size_t f = 0; f < state.forums.size(); ++f) {
        if (!state.forums[f].is_of_authorities()) {
            std::erase(state.forums[f].members, ending);
            world.regime.release(ending, ForumId{f});
        }
    }
    Holders after = world.states.holders;
    std::ranges::replace(after, ending, into);
    double const ratio = ratio_of(state, into);
    hand_over(world, setup, after);
    scale_base(state, into, ratio);
    state.base_through(ending.index()) = 0.0;
    state.administration.unite(world, ending, into);
    anchor(state, into);
}

}  // namespace

Heirs::Heirs(std::span<Event const> events, Eigen::Index states)
    : origin_{own_territories(states)},
      ends_(StateId{states}.slot(), 0),
      next_(StateId{states}.slot())
{
    for (Event const& event : events) {
        if (auto const* separation = std::get_if<Separation<ById>>(&event.what)) {
            for (StateId const i : separation->states) {
                origin_[i.slot()] = separation->from;
                next_[i.slot()].push_back(separation->from);
            }
        } else if (auto const* union_ = std::get_if<Union<ById>>(&event.what)) {
            for (StateId const i : union_->states) {
                ends_[i.slot()] = 1;
                next_[i.slot()].push_back(union_->into);
            }
        }
    }
    for (StateId at : origin_) {
        for (std::size_t steps = 0; begins(at); ++steps, at = origin_[at.slot()]) {
            if (steps > origin_.size()) {
                throw std::invalid_argument{"states separate from each other in a circle"};
            }
        }
    }
}

bool Heirs::any() const
{
    return std::ranges::any_of(next_, [](auto const& next) { return !next.empty(); });
}

Holders Heirs::at_start() const
{
    Holders holders = origin_;
    for (StateId& holder : holders) {
        while (begins(holder)) {
            holder = origin_[holder.slot()];
        }
    }
    return holders;
}

bool Heirs::belongs_to(StateId territory, StateId state) const
{
    while (territory != state && begins(territory)) {
        territory = origin_[territory.slot()];
    }
    return territory == state;
}

std::vector<std::vector<StateId>> Heirs::all() const
{
    std::vector<std::vector<StateId>> heirs;
    for (std::size_t i = 0; i < next_.size(); ++i) {
        std::vector<StateId> reached{StateId{i}};
        for (std::size_t n = 0; n < reached.size(); ++n) {
            for (StateId const j : next_[reached[n].slot()]) {
                if (std::ranges::count(reached, j) == 0) {
                    reached.push_back(j);
                }
            }
        }
        heirs.push_back(std::move(reached));
    }
    return heirs;
}

void begin_states(World& world, Setup const& setup)
{
    Heirs const heirs{setup.events, world.states.count()};
    if (!heirs.any()) {
        return;
    }
    add_corridors(world.flows, heirs.all());
    world.flows.begin();
    world.states.holders = own_territories(world.states.count());
    hand_over(world, setup, heirs.at_start());
}

std::vector<Forum> forums_at_start(Setup const& setup, States const& states)
{
    std::vector<Forum> forums = setup.forums;
    for (Forum& forum : forums) {
        if (!forum.is_of_authorities()) {
            std::erase_if(forum.members, [&](StateId i) { return !states.exists(i); });
        }
    }
    return forums;
}

void take_seat(RunState& state, StateId member, ForumId forum)
{
    auto& members = state.forums[forum.slot()].members;
    if (std::ranges::count(members, member) == 0) {
        members.push_back(member);
        std::ranges::sort(members, {}, [&](StateId i) { return state.world.states.id[i.slot()]; });
    }
}

void separate(Separation<ById> const& separation, Setup const& setup, RunState& state)
{
    States const& states = state.world.states;
    for (StateId const i : separation.states) {
        bool const is_part = !states.exists(i) && states.holders[i.slot()] == separation.from;
        if (is_part && states.exists(separation.from)) {
            begin(i, separation.from, separation.treaties, setup, state);
        }
    }
}

void unite(Union<ById> const& union_, Setup const& setup, RunState& state)
{
    States const& states = state.world.states;
    for (StateId const i : union_.states) {
        if (i != union_.into && states.exists(i) && states.exists(union_.into)) {
            end(i, union_.into, setup, state);
        }
    }
}

}  // namespace parley
