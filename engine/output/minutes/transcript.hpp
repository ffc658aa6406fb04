#pragma once

#include "output/minutes/prose.hpp"
#include "simulation/observer.hpp"

#include <string>

namespace parley {

/// The minutes of a run: events, who met, what they declared, the moves of the talks where they
/// were traced, and what was agreed or what blocked it. What happens is written down once, as a
/// line of data in full precision, and the text is made from these lines.
class Transcript final : public Observer {
  public:
    /// Begins with the name of the variation, its replicate and seed.
    void begin(std::string_view what_if, Simulation const& simulation);

    void on_event(Simulation const& simulation, Event const& event) override;
    void on_missed_talks(Simulation const& simulation, MissedTalks const& missed) override;
    void on_ratification(Simulation const& simulation, Decision const& decision) override;
    void on_defection(Simulation const& simulation, Defection const& defection) override;
    void on_meeting(Simulation const& simulation, ForumId id,
                    std::vector<Session> const& sessions) override;

    /// Everything so far, to be read; positions are given to two decimals.
    [[nodiscard]] std::string const& text() const { return prose_.text(); }

    /// Everything so far as data, an object of JSON a line, as MINUTES.md lists them.
    [[nodiscard]] std::string const& data() const { return data_; }

  private:
    void add(Json const& line);

    std::string data_;
    Prose prose_;
    int tables_ = 0;  // so far
};

}  // namespace parley
