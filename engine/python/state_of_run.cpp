#include "output/build_info.hpp"
#include "output/variables.hpp"
#include "python/arrays.hpp"
#include "python/bindings.hpp"
#include "python/records.hpp"
#include "python/run.hpp"

#include <fmt/format.h>
#include <nanobind/stl/optional.h>
#include <nanobind/stl/shared_ptr.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <algorithm>
#include <stdexcept>

namespace parley::python {
namespace {

template <class Ids>
nb::list names(std::vector<std::string> const& all, Ids const& ids)
{
    nb::list list;
    for (auto const id : ids) {
        list.append(all[id.slot()]);
    }
    return list;
}

nb::object number_or_none(std::optional<int> const& number)
{
    return number ? nb::cast(*number) : nb::none();
}

bool has_dyads(World const& world)
{
    for (Eigen::Index k = 0; k < world.issues.count(); ++k) {
        if (world.regime.is_dyadic(IssueId{k})) {
            return true;
        }
    }
    return false;
}

nb::object policies(Run const& run)
{
    World const& world = run.simulation().world();
    return has_dyads(world) ? given_away(world.policies()) : run.array(world.regime.policy());
}

nb::list forums(Run const& run)
{
    Simulation const& simulation = run.simulation();
    nb::list list;
    for (Forum const& forum : simulation.forums()) {
        World const& world =
            forum.is_of_authorities() ? simulation.local()->world() : simulation.world();
        nb::dict told;
        told["id"] = forum.id;
        told["name"] = forum.name;
        told["label"] = forum.label;
        told["level"] = std::string{level_names[static_cast<std::size_t>(forum.level)]};
        told["members"] = names(world.states.id, forum.members);
        told["agenda"] = names(world.issues.id, forum.agenda);
        told["bindingness"] = forum.bindingness;
        told["frankness"] = forum.frankness;
        told["maturity"] = forum.maturity;
        told["open"] = forum.is_open(simulation.tick());
        list.append(told);
    }
    return list;
}

nb::list talks(Run const& run)
{
    Simulation const& simulation = run.simulation();
    nb::list list;
    for (Talks const& one : simulation.diplomacy().under_way()) {
        Forum const& forum = simulation.forums()[one.topic.forum.slot()];
        World const& world = simulation.world_of(one.topic.forum);
        nb::dict told;
        told["forum"] = forum.id;
        told["issue"] = one.topic.issue.index() < 0
                            ? nb::none()
                            : nb::cast(world.issues.id[one.topic.issue.slot()]);
        told["members"] = names(world.states.id, forum.members);
        told["opened"] = one.opened;
        told["first_round"] = one.first_round;
        told["ends"] = one.table ? nb::cast(one.ends) : nb::none();
        list.append(told);
    }
    return list;
}

/// What holds each state to terms: a row for a state, an issue and a forum.
nb::list commitments(Run const& run)
{
    Simulation const& simulation = run.simulation();
    World const& world = simulation.world();
    nb::list list;
    for (Eigen::Index i = 0; i < world.states.count(); ++i) {
        for (Eigen::Index k = 0; k < world.issues.count(); ++k) {
            for (Commitment const& held : world.regime.held(StateId{i}, IssueId{k})) {
                nb::dict told;
                told["agreement"] = held.agreement;
                told["forum"] = simulation.forums()[held.forum.slot()].id;
                told["state"] = world.states.id[static_cast<std::size_t>(i)];
                told["issue"] = world.issues.id[static_cast<std::size_t>(k)];
                told["terms"] = held.terms;
                told["bindingness"] = held.bindingness;
                told["tick"] = held.tick;
                told["lapses"] = number_or_none(held.lapses);
                list.append(told);
            }
        }
    }
    return list;
}

std::size_t length_of(Labels const& labels, Dimension dimension)
{
    return series_layout(labels).size(dimension);
}

/// One recorded variable, read off the present state.
nb::object observe(Run const& run, std::string const& name)
{
    auto const& all = observed_variables();
    auto const found = std::ranges::find(all, name, &VariableOf<RunRecord>::name);
    if (found == all.end()) {
        throw nb::key_error(fmt::format("no variable '{}' is read off a run", name).c_str());
    }
    std::vector<std::size_t> shape;
    std::size_t count = 1;
    for (Dimension const dimension : found->dimensions) {
        if (dimension != Dimension::run && dimension != Dimension::time) {
            shape.push_back(length_of(run.scenario().labels, dimension));
            count *= shape.back();
        }
    }
    std::vector<double> numbers(count, std::numeric_limits<double>::quiet_NaN());
    found->observe(run.simulation(), numbers);
    return given_away(std::move(numbers), shape);
}

nb::dict record(Run const& run)
{
    Labels const& labels = run.scenario().labels;
    Row row;
    RunRecord const& so_far = run.recorder().so_far();
    add_values(row, variables(labels), so_far);
    row.sessions = so_far.sessions.count();
    Columns columns{series_layout(labels)};
    columns.add(row);
    return columns.take();
}

std::string month_of(Run const& run, int tick)
{
    return run.simulation().calendar().month_of(tick).text();
}

template <auto Of>
nb::object vector_of_state(Run const& run)
{
    return run.array(Of(run.simulation()));
}

void bind_arrays(nb::class_<Run>& run)
{
    using S = Simulation;
    run.def_prop_ro("policies", policies)
        .def_prop_ro("profiles",
                     [](Run const& r) { return r.array(r.simulation().world().states.profile); })
        .def_prop_ro("self_images",
                     [](Run const& r) { return r.array(r.simulation().world().states.self_image); })
        .def_prop_ro(
            "recognition",
            [](Run const& r) { return r.array<Vector>(r.simulation().world().states.recognition); })
        .def_prop_ro(
            "disclosure",
            [](Run const& r) { return r.array<Vector>(r.simulation().world().states.disclosure); })
        .def_prop_ro(
            "exposure",
            [](Run const& r) { return r.array<Vector>(r.simulation().world().states.exposure); })
        .def_prop_ro(
            "powers",
            [](Run const& r) { return r.array<Vector>(r.simulation().world().states.power); })
        .def_prop_ro("ideal_points",
                     [](Run const& r) { return r.array(r.simulation().world().perceived.ideal); })
        .def_prop_ro(
            "saliences",
            [](Run const& r) { return r.array(r.simulation().world().perceived.salience); })
        .def_prop_ro("payoffs",
                     vector_of_state<[](S const& s) -> Vector const& { return s.actual_payoff(); }>)
        .def_prop_ro(
            "perceived_payoffs",
            vector_of_state<[](S const& s) -> Vector const& { return s.perceived_payoff(); }>)
        .def_prop_ro("gains",
                     vector_of_state<[](S const& s) -> Vector const& { return s.gain(); }>);
}

}  // namespace

void bind_run(nb::module_& module)
{
    nb::class_<ScenarioText>(module, "Scenario")
        .def(nb::init<std::string const&, std::vector<std::string> const&, std::string>(),
             nb::arg("path"), nb::arg("settings"), nb::arg("what_if"))
        .def_prop_ro("name", [](ScenarioText const& s) { return s.scenario.name; })
        .def_prop_ro("what_if", [](ScenarioText const& s) { return s.what_if; })
        .def_prop_ro("what_ifs", [](ScenarioText const& s) { return s.document->what_ifs(); })
        .def_prop_ro("replicates", [](ScenarioText const& s) { return s.scenario.replicates; })
        .def_prop_ro("states", [](ScenarioText const& s) { return s.labels.state; })
        .def_prop_ro("issues", [](ScenarioText const& s) { return s.labels.issue; });
    nb::class_<Checkpoint>(module, "Checkpoint").def_prop_ro("tick", [](Checkpoint const& point) {
        return point.state.tick;
    });
    nb::class_<Run> run{module, "Run"};
    run.def(
           "__init__",
           [](Run* place, std::shared_ptr<ScenarioText> scenario, std::optional<std::uint64_t> seed,
              std::uint64_t replicate) {
               new (place) Run{std::move(scenario), seed, replicate};
           },
           nb::arg("scenario"), nb::arg("seed").none(), nb::arg("replicate"))
        .def("step", &Run::step, nb::arg("run"), nb::arg("observers"))
        .def("schedule", &Run::schedule, nb::arg("event"))
        .def("checkpoint", &Run::checkpoint)
        .def("restore", &Run::restore, nb::arg("checkpoint"))
        .def("observe", observe, nb::arg("name"))
        .def("record", record)
        .def("month_of", month_of, nb::arg("tick"))
        .def("forums", forums)
        .def("talks", talks)
        .def("commitments", commitments)
        .def_prop_ro("tick", [](Run const& r) { return r.simulation().tick(); })
        .def_prop_ro("ticks", [](Run const& r) { return r.simulation().calendar().ticks; })
        .def_prop_ro("finished", [](Run const& r) { return r.simulation().finished(); })
        .def_prop_ro("seed", [](Run const& r) { return r.simulation().seed(); })
        .def_prop_ro("replicate", [](Run const& r) { return r.simulation().replicate(); });
    bind_arrays(run);
    module.def("observed_variables", [] {
        std::vector<std::string> names;
        std::ranges::transform(observed_variables(), std::back_inserter(names),
                               &VariableOf<RunRecord>::name);
        return names;
    });
}

}  // namespace parley::python
