#pragma once

#include "forum/compliance.hpp"
#include "forum/meeting.hpp"
#include "forum/ratification.hpp"
#include "forum/talks.hpp"
#include "simulation/event.hpp"

namespace parley {

class Simulation;

/// Whoever watches a run: what is told, and when. The run is the same whether it is watched or not.
class Observer {
  public:
    Observer() = default;
    Observer(Observer const&) = delete;
    Observer& operator=(Observer const&) = delete;
    virtual ~Observer() = default;

    /// An event has taken effect at the present tick.
    virtual void on_event(Simulation const&, Event const&) {}

    /// Does it look at how good the outcomes in forums of this level are, at Session::metrics?
    /// These cost more than the talks, and are computed only where somebody does.
    [[nodiscard]] virtual bool measures(Level) const { return false; }

    /// A forum has met, or talks of it have ended; `sessions` are the tables that were brought to
    /// an end, possibly none.
    virtual void on_meeting(Simulation const&, ForumId, std::vector<Session> const& /*sessions*/) {}

    /// Talks could have opened, and found no free team.
    virtual void on_missed_talks(Simulation const&, MissedTalks const&) {}

    /// An agreement has been ratified, or not, and what is in force binds.
    virtual void on_ratification(Simulation const&, Decision const&) {}

    /// A party has left what a forum agreed.
    virtual void on_defection(Simulation const&, Defection const&) {}

    /// A tick is over: policies are implemented and payoffs fall due.
    virtual void on_tick(Simulation const&) {}
};

}  // namespace parley
