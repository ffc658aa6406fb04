#include "simulation/simulation.hpp"

// What becomes of agreements: they are ratified or not, renewed at the end of their terms, and left
// where leaving pays.
namespace parley {

/// Parties stay in agreements whose term is over and that renew themselves, unless leaving pays.
void Simulation::renew_agreements()
{
    for (ForumId const id : state_.order) {
        Forum const& forum = state_.forums[id.slot()];
        World& world = state_.world_of(id);
        if (!forum.term || forum.renewal != Renewal::automatic) {
            continue;
        }
        for (StateId const i : forum.members) {
            if (world.regime.lapses(i, id, state_.tick) &&
                !pays_to_leave(world, i, id, forum.sanction.value_or(0.0))) {
                world.regime.prolong(i, id, state_.tick, *forum.term);
            }
        }
    }
}

void Simulation::ratify(Observers observers)
{
    for (World* world : state_.worlds()) {
        ratify_in(*world, observers);
    }
}

void Simulation::ratify_in(World& world, Observers observers)
{
    for (Agreement const& agreement : world.regime.due(state_.tick)) {
        Forum const& forum = state_.forums[agreement.forum.slot()];
        std::string const what =
            forum.id + '/' + world.issues.id[agreement.issues.front().slot()] + '/';
        auto const normal = [&](StateId i) {
            RandomStream random{
                seed_,
                "ratification",
                {replicate_, static_cast<std::uint64_t>(agreement.talks.value_or(state_.tick)),
                 hash_name(what + world.states.id[i.slot()])}};
            return random.normal();
        };
        Decision const decision = decide(world, forum, agreement, normal);
        enforce(world.regime, decision);
        if (!decision.in_force) {
            state_.outside_options.note_refusal(agreement.forum);
        }
        for (Observer* observer : observers) {
            observer->on_ratification(*this, decision);
        }
    }
}

void Simulation::check_compliance(Observers observers)
{
    for (ForumId const id : state_.order) {
        Forum const& forum = state_.forums[id.slot()];
        World& world = state_.world_of(id);
        if (!forum.sanction) {
            continue;
        }
        for (StateId const state : forum.members) {
            if (auto const defection = leave_if_worth_it(world, forum, id, state)) {
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

}  // namespace parley
