#include "python/run.hpp"

#include "python/observing.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <utility>
#include <vector>

namespace parley::python {

namespace nb = nanobind;

Run::Run(std::shared_ptr<ScenarioText const> scenario, std::optional<std::uint64_t> seed,
         std::uint64_t replicate)
    : scenario_{std::move(scenario)},
      setup_{scenario_->setup},
      simulation_{
          std::make_shared<Simulation>(setup_, seed.value_or(scenario_->scenario.seed), replicate)},
      recorder_{std::make_unique<Recorder>(scenario_->labels, *simulation_, scenario_->what_if)}
{
}

void Run::require_no_step() const
{
    if (stepping_) {
        throw std::logic_error{"a step of this run is under way; do this between steps"};
    }
}

void Run::step(nb::object const& run, nb::list const& observers)
{
    require_no_step();
    if (simulation_->finished()) {
        throw std::out_of_range{
            fmt::format("the run has ended after its {} ticks", simulation_->calendar().ticks)};
    }
    // Somebody holds an array of the present state.
    if (simulation_.use_count() > 1) {
        simulation_ = std::make_shared<Simulation>(setup_, simulation_->seed(),
                                                   simulation_->replicate(), simulation_->state());
    }
    Telling telling{run, observers};
    std::vector<Observer*> watching{recorder_.get()};
    if (nb::len(observers) > 0) {
        watching.push_back(&telling);
    }
    struct Under {
        explicit Under(bool& flag) : flag_{flag} { flag_ = true; }
        Under(Under const&) = delete;
        Under& operator=(Under const&) = delete;
        ~Under() { flag_ = false; }
        bool& flag_;
    };
    Under const way{stepping_};
    nb::gil_scoped_release const unlocked;
    simulation_->step(watching);
}

void Run::schedule(std::string const& event)
{
    require_no_step();
    if (simulation_->finished()) {
        throw std::out_of_range{"the run has ended; nothing happens any more"};
    }
    auto setup = std::make_shared<Setup>(*setup_);
    setup->events.push_back(scenario_->event(event, simulation_->tick()));
    check(*setup);
    simulation_ = std::make_shared<Simulation>(setup, simulation_->seed(), simulation_->replicate(),
                                               simulation_->state());
    setup_ = std::move(setup);
}

Checkpoint Run::checkpoint() const
{
    require_no_step();
    return {.scenario = scenario_,
            .setup = setup_,
            .seed = simulation_->seed(),
            .replicate = simulation_->replicate(),
            .state = simulation_->state(),
            .recorder = recorder_->copy()};
}

void Run::restore(Checkpoint const& checkpoint)
{
    require_no_step();
    if (checkpoint.scenario->labels.state != scenario_->labels.state ||
        checkpoint.scenario->labels.issue != scenario_->labels.issue ||
        checkpoint.scenario->scenario.name != scenario_->scenario.name) {
        throw std::invalid_argument{fmt::format("the checkpoint is one of '{}', not of '{}'",
                                                checkpoint.scenario->scenario.name,
                                                scenario_->scenario.name)};
    }
    auto recorder = checkpoint.recorder->copy();
    simulation_ = std::make_shared<Simulation>(checkpoint.setup, checkpoint.seed,
                                               checkpoint.replicate, checkpoint.state);
    recorder_ = std::move(recorder);
    setup_ = checkpoint.setup;
    scenario_ = checkpoint.scenario;
}

}  // namespace parley::python
