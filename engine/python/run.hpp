#pragma once

#include "output/recorder.hpp"
#include "python/arrays.hpp"
#include "python/scenario_text.hpp"
#include "simulation/simulation.hpp"

#include <nanobind/nanobind.h>

#include <memory>
#include <optional>

namespace parley::python {

/// Where a run stands, and what is written down of it so far: enough to go on from there.
struct Checkpoint {
    std::shared_ptr<ScenarioText const> scenario;
    std::shared_ptr<Setup const> setup;
    std::uint64_t seed;
    std::uint64_t replicate;
    RunState state;
    std::shared_ptr<Recorder const> recorder;
};

/// A run that Python steps through.
///
/// Arrays that Python takes show the state as it was then, for as long as Python keeps them: where
/// one is still held, the next step leaves its state alone and goes on from a copy of it.
class Run {
  public:
    Run(std::shared_ptr<ScenarioText const> scenario, std::optional<std::uint64_t> seed,
        std::uint64_t replicate);

    /// One tick, without the interpreter's lock but where observers are told. `observers` are
    /// mappings from what they are told of, such as `on_tick`, to callables. Throws
    /// std::out_of_range where the run has ended, std::logic_error within a step.
    void step(nanobind::object const& run, nanobind::list const& observers);

    /// An event happens at the beginning of the next tick, as one of the scenario would.
    void schedule(std::string const& event);

    [[nodiscard]] Checkpoint checkpoint() const;

    /// Throws std::invalid_argument where the checkpoint is one of another scenario.
    void restore(Checkpoint const& checkpoint);

    [[nodiscard]] ScenarioText const& scenario() const { return *scenario_; }
    [[nodiscard]] Simulation const& simulation() const { return *simulation_; }
    [[nodiscard]] Recorder const& recorder() const { return *recorder_; }

    /// A matrix or vector of the present state: a view, or within a step a copy.
    template <class Numbers>
    [[nodiscard]] nanobind::object array(Numbers const& numbers) const
    {
        return stepping_ ? given_away(numbers) : view(numbers, kept(simulation_));
    }

  private:
    void require_no_step() const;

    std::shared_ptr<ScenarioText const> scenario_;
    std::shared_ptr<Setup const> setup_;  // with the events that Python has added
    std::shared_ptr<Simulation> simulation_;
    std::unique_ptr<Recorder> recorder_;
    bool stepping_ = false;
};

}  // namespace parley::python
