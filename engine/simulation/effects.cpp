#include "simulation/effects.hpp"

#include "simulation/succession.hpp"
#include "support/members.hpp"

#include <algorithm>

namespace parley {
namespace {

Eigen::Map<Vector const> as_vector(std::array<double, role_count> const& weights)
{
    return {weights.data(), role_count};
}

/// What each kind of event does.
struct Effect {
    Setup const& setup;
    RunState& state;

    void operator()(FlowShock<ById> const& shock) const
    {
        state.passing.push_back({shock, state.tick + shock.lasts});
    }

    void operator()(Attention<ById> const& attention) const
    {
        state.passing.push_back({attention, state.tick + attention.lasts});
    }

    void operator()(ProfileChange<ById> const& change) const
    {
        auto row = state.world.states.profile.row(change.state.index());
        row += change.weight * (as_vector(change.roles).transpose() - row);
        if (state.roles) {
            state.roles->anchor(state.world.flows, change.state, row.transpose());
        }
    }

    void operator()(SelfImageChange<ById> const& change) const
    {
        States& states = state.world.states;
        states.self_image.row(change.state.index()) = as_vector(change.roles).transpose();
        states.own_self_image.resize(StateId{states.count()}.slot(), 0);
        states.own_self_image[change.state.slot()] = 1;
    }

    void operator()(OutlookChange<ById> const& change) const
    {
        auto const set = [&](Vector& numbers, std::optional<double> const& number) {
            for (StateId const i : change.states) {
                numbers(i.index()) = number.value_or(numbers(i.index()));
            }
        };
        Outlook<EveryState>& now = state.world.states;
        for_each_pair(now, change.outlook, set);
        for_each_pair(state.at_rest, change.outlook, set);
    }

    void operator()(SizeChange<ById> const& change) const
    {
        States& states = state.world.states;
        for (StateId const i : change.states) {
            auto const set = [&](Vector& numbers, std::optional<double> const& number) {
                numbers(i.index()) = number.value_or(numbers(i.index()));
            };
            set(states.population, change.population);
            set(states.gdp_per_head, change.gdp_per_head);
            set(states.power, change.power);
        }
    }

    void operator()(Separation<ById> const& separation) const
    {
        separate(separation, setup, state);
    }

    void operator()(Union<ById> const& union_) const { unite(union_, setup, state); }

    void operator()(Override<ById> const& change) const { apply(change, state.world.politics); }

    void operator()(Accession<ById> const& accession) const
    {
        for (StateId const i : accession.states) {
            if (!state.world.states.exists(i)) {
                continue;
            }
            take_seat(state, i, accession.forum);
            Forum const& forum = state.forums[accession.forum.slot()];
            if (forum.binds_newcomers) {
                state.world.regime.join(i, accession.forum, forum.members);
            }
        }
    }

    void operator()(Withdrawal<ById> const& withdrawal) const
    {
        auto& members = state.forums[withdrawal.forum.slot()].members;
        for (StateId const i : withdrawal.states) {
            std::erase(members, i);
            state.world.regime.release(i, withdrawal.forum);
        }
    }

    void operator()(AgendaChange<ById> const& change) const
    {
        for (RunState::Passing& passing : state.passing) {
            auto* const up = std::get_if<RunState::BroughtUp>(&passing.what);
            if (up != nullptr && up->forum == change.forum &&
                std::ranges::count(change.add, up->issue) > 0) {
                up->added = false;  // it stays
            }
        }
        auto& agenda = state.forums[change.forum.slot()].agenda;
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

    void operator()(Reform<ById> const& reform) const
    {
        Forum& forum = state.forums[reform.forum.slot()];
        forum.bindingness = reform.bindingness.value_or(forum.bindingness);
        if (reform.rule) {
            forum.rule = reform.rule->entry;
            forum.rule_values = reform.rule->values;
        }
    }

    void operator()(ForumOpening<ById> const& opening) const
    {
        int& first = state.forums[opening.forum.slot()].first_tick;
        first = std::min(first, state.tick);
    }

    void operator()(Funding<ById> const& funding) const
    {
        Budget& budget = state.world.organisations[funding.organisation.slot()].budget;
        budget.assistance = funding.assistance.value_or(budget.assistance);
        budget.relief = funding.relief.value_or(budget.relief);
        budget.development = funding.development.value_or(budget.development);
    }
};

/// What each kind of event that passes does as long as it acts.
struct WhileItLasts {
    World& world;

    void operator()(FlowShock<ById> const& shock) const
    {
        for (std::size_t c = 0; c < world.flows.origin.size(); ++c) {
            if (std::ranges::count(shock.from, world.flows.origin[c]) > 0 &&
                std::ranges::count(shock.to, world.flows.destination[c]) > 0) {
                world.flows.factor(static_cast<Eigen::Index>(c)) *= shock.factor;
            }
        }
    }

    void operator()(RunState::BroughtUp const& /*issue*/) const {
    }  // its attention stands beside it

    void operator()(Attention<ById> const& attention) const
    {
        for (StateId const i : attention.states) {
            for (IssueId const k : attention.issues) {
                world.politics.attention(i.index(), k.index()) *= attention.factor;
            }
        }
    }
};

}  // namespace

void apply_event(Event const& event, Setup const& setup, RunState& state)
{
    std::visit(Effect{setup, state}, event.what);
}

void end_what_passes(RunState& state)
{
    for (RunState::Passing const& passing : state.passing) {
        auto const* const up = std::get_if<RunState::BroughtUp>(&passing.what);
        if (up != nullptr && up->added && passing.ends <= state.tick) {
            std::erase(state.forums[up->forum.slot()].agenda, up->issue);
        }
    }
    std::erase_if(state.passing,
                  [&](RunState::Passing const& passing) { return passing.ends <= state.tick; });
}

void renew_factors(RunState& state)
{
    state.world.flows.factor.setOnes();
    state.world.politics.attention.setOnes();
    for (RunState::Passing const& passing : state.passing) {
        std::visit(WhileItLasts{state.world}, passing.what);
    }
}

}  // namespace parley
