#include "simulation/simulation.hpp"

#include <algorithm>

namespace parley {
namespace {

Eigen::Map<Vector const> as_vector(std::array<double, role_count> const& weights)
{
    return {weights.data(), role_count};
}

}  // namespace

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
    if (roles_) {
        roles_->anchor(setup_.world.flows, change.state, row.transpose());
    }
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

void Simulation::take_effect(Opening const& opening)
{
    int& first = setup_.forums[opening.forum.slot()].first_tick;
    first = std::min(first, tick_);
}

void Simulation::take_effect(Funding const& funding)
{
    Budget& budget = setup_.world.organisations[funding.organisation.slot()].budget;
    budget.assistance = funding.assistance.value_or(budget.assistance);
    budget.relief = funding.relief.value_or(budget.relief);
    budget.development = funding.development.value_or(budget.development);
}

}  // namespace parley
