#include "python/bindings.hpp"
#include "python/records.hpp"
#include "simulation/workers.hpp"
#include "sweep/plan_runs.hpp"

#include <nanobind/stl/string.h>

#include <chrono>

namespace parley::python {
namespace {

namespace nb = nanobind;

/// Looks a few times a second whether the user has interrupted, and throws what Python makes of it.
class InterruptionOfPython {
  public:
    void look()
    {
        auto const now = Clock::now();
        if (now - last_ < std::chrono::milliseconds{100}) {
            return;
        }
        last_ = now;
        nb::gil_scoped_acquire const locked;
        if (PyErr_CheckSignals() != 0) {
            throw nb::python_error{};
        }
    }

  private:
    using Clock = std::chrono::steady_clock;
    Clock::time_point last_ = Clock::now();
};

/// All runs of a study, in the order of its plan, on threads that do without the interpreter.
nb::dict sweep(std::string const& study, unsigned threads)
{
    std::optional<Columns> columns;
    {
        nb::gil_scoped_release const unlocked;
        Plan const plan{read_study(study)};
        PlanRuns runs{plan, [] { return true; }};
        columns.emplace(runs.layout());
        RowDecoder decode{runs.layout()};
        InterruptionOfPython interruption;
        OrderedWorkers<SweepTask::Done> workers{
            {.count = plan.runs(),
             .threads = threads,
             .job = [&](std::size_t run) { return runs(run).value(); },
             .sink =
                 [&](std::size_t, SweepTask::Done const& done) {
                     columns->add(decode(done.row));
                     interruption.look();
                 }}};
        workers();
    }
    return columns->take();
}

}  // namespace

void bind_runs(nb::module_& module)
{
    module.def("sweep", sweep, nb::arg("study"), nb::arg("threads"));
}

}  // namespace parley::python
