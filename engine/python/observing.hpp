#pragma once

#include "simulation/observer.hpp"

#include <nanobind/nanobind.h>

namespace parley::python {

/// Tells callables of Python what happens in a step. An exception of theirs ends the step.
class Telling final : public Observer {
  public:
    /// `run` is given to each of them first; `observers` are mappings from `on_tick`,
    /// `on_meeting`, `on_event`, `on_ratification` and `on_defection` to callables.
    Telling(nanobind::object run, nanobind::list observers);

    void on_event(Simulation const& simulation, Event const& event) override;
    void on_meeting(Simulation const& simulation, ForumId id,
                    std::vector<Session> const& sessions) override;
    void on_ratification(Simulation const& simulation, Decision const& decision) override;
    void on_defection(Simulation const& simulation, Defection const& defection) override;
    void on_tick(Simulation const& simulation) override;

  private:
    template <class Describe>
    void tell(char const* what, Describe const& describe) const;

    nanobind::object run_;
    nanobind::list observers_;
};

}  // namespace parley::python
