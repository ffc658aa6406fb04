#pragma once

#include "simulation/observer.hpp"

#include <string>

namespace parley {

/// The minutes of a run, to be read: events, who met, what they declared, the moves of the talks
/// where they were traced, and what was agreed or what blocked it. Positions are given to two
/// decimals.
class Transcript final : public Observer {
  public:
    void on_event(Simulation const& simulation, Event const& event) override;
    void on_missed_talks(Simulation const& simulation, MissedTalks const& missed) override;
    void on_ratification(Simulation const& simulation, Decision const& decision) override;
    void on_defection(Simulation const& simulation, Defection const& defection) override;
    void on_meeting(Simulation const& simulation, ForumId id,
                    std::vector<Session> const& sessions) override;

    /// Everything so far.
    [[nodiscard]] std::string const& text() const { return text_; }

  private:
    void open_month(Simulation const& simulation);

    std::string text_;
    int tick_ = -1;  // the month that is open
};

}  // namespace parley
