#include "python/observing.hpp"

#include "python/arrays.hpp"
#include "simulation/simulation.hpp"

#include <nanobind/stl/string.h>

namespace parley::python {
namespace {

nb::list names(World const& world, std::vector<StateId> const& states)
{
    nb::list list;
    for (StateId const state : states) {
        list.append(world.states.id[state.slot()]);
    }
    return list;
}

nb::list names(World const& world, std::vector<IssueId> const& issues)
{
    nb::list list;
    for (IssueId const issue : issues) {
        list.append(world.issues.id[issue.slot()]);
    }
    return list;
}

std::string const& name(Simulation const& simulation, ForumId forum)
{
    return simulation.forums()[forum.slot()].id;
}

nb::dict described(Session const& session, World const& world)
{
    nb::dict told;
    told["members"] = names(world, session.members);
    told["issues"] = names(world, session.issues);
    told["status"] = std::string{to_string(session.outcome.status)};
    told["rounds"] = session.outcome.rounds;
    told["terms"] = given_away(session.outcome.terms);
    told["declared"] = given_away(session.declared);
    told["signatories"] = names(world, session.signatories());
    nb::list blocked;
    for (Block const& block : session.outcome.blocked_by) {
        nb::dict one;
        one["state"] =
            world.states.id[session.members[static_cast<std::size_t>(block.member)].slot()];
        one["reason"] = std::string{to_string(block.reason)};
        one["shortfall"] = block.shortfall;
        blocked.append(one);
    }
    told["blocked_by"] = blocked;
    return told;
}

}  // namespace

Telling::Telling(nb::object run, nb::list observers)
    : run_{std::move(run)}, observers_{std::move(observers)}
{
}

template <class Describe>
void Telling::tell(char const* what, Describe const& describe) const
{
    nb::gil_scoped_acquire const locked;
    for (nb::handle const observer : observers_) {
        auto const callables = nb::borrow<nb::dict>(observer);
        if (callables.contains(what)) {
            describe(callables[what]);
        }
    }
}

void Telling::on_event(Simulation const&, Event const& event)
{
    tell("on_event",
         [&](nb::handle told) { told(run_, std::string{kind_of(event)}, event.about); });
}

void Telling::on_meeting(Simulation const& simulation, ForumId id,
                         std::vector<Session> const& sessions)
{
    tell("on_meeting", [&](nb::handle told) {
        nb::list list;
        for (Session const& session : sessions) {
            list.append(described(session, simulation.world_of(id)));
        }
        told(run_, name(simulation, id), list);
    });
}

void Telling::on_ratification(Simulation const& simulation, Decision const& decision)
{
    tell("on_ratification", [&](nb::handle told) {
        World const& world = simulation.world_of(decision.agreement.forum);
        std::vector<StateId> ratified;
        for (std::size_t i = 0; i < decision.ratified.size(); ++i) {
            if (decision.ratified[i] != 0) {
                ratified.push_back(decision.agreement.signatories[i]);
            }
        }
        told(run_, name(simulation, decision.agreement.forum),
             names(world, decision.agreement.issues), names(world, ratified), decision.in_force);
    });
}

void Telling::on_defection(Simulation const& simulation, Defection const& defection)
{
    tell("on_defection", [&](nb::handle told) {
        World const& world = simulation.world_of(defection.forum);
        told(run_, name(simulation, defection.forum), world.states.id[defection.state.slot()],
             names(world, defection.issues));
    });
}

void Telling::on_tick(Simulation const&)
{
    tell("on_tick", [&](nb::handle told) { told(run_); });
}

}  // namespace parley::python
