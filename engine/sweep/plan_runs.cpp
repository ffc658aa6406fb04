#include "sweep/plan_runs.hpp"

#include "document/reading_library.hpp"
#include "output/recorder.hpp"
#include "scenario/build.hpp"
#include "scenario/description.hpp"
#include "sweep/record_params.hpp"
#include "sweep/scenario_provenance.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <new>
#include <stdexcept>
#include <utility>

namespace parley {
namespace {

constexpr std::size_t most_kept_bytes = std::size_t{128} << 20U;

/// Thrown inside a run that is cut short.
struct CutShort {};

class CutShortCheck final : public Observer {
  public:
    explicit CutShortCheck(std::function<bool()> const& go_on) : go_on_{go_on} {}

    void on_tick(Simulation const&) override
    {
        if (!go_on_()) {
            throw CutShort{};
        }
    }

  private:
    std::function<bool()> const& go_on_;
};

Labels labels_of(Plan const& plan)
{
    Scenario const& scenario = plan.file().scenario;
    bool const summary = plan.study().record == Study::Record::summary;  // of all there is
    Labels labels{set_up(scenario), summary ? RecordParams{} : record_params(scenario)};
    if (plan.study().record == Study::Record::series) {
        for (std::string const& name : plan.file().document.what_ifs()) {
            auto const settings = plan.file().document.settings_of(name);
            labels.include(set_up(plan.file().document.read(settings)));
        }
    }
    return labels;
}

/// The variable that holds a parameter's values; flags where they are categories.
Variable variable_of(StudyParameter const& parameter, std::vector<Variable> const& others)
{
    Variable made;
    bool const taken = std::ranges::find(others, parameter.path(), &Variable::name) != others.end();
    made.name = (taken ? "parameter." : "") + parameter.path();
    std::ranges::replace(made.name, ' ', '_');
    made.dimensions = {Dimension::run};
    made.long_name =
        parameter.meaning().about.empty() ? parameter.path() : parameter.meaning().about;
    made.parameter = parameter.path();
    if (parameter.kind() == StudyParameter::Kind::category) {
        made.element = Element::int16;
        made.flags = parameter.categories();
    } else {
        made.units = parameter.meaning().unit.empty() ? "1" : parameter.meaning().unit;
    }
    return made;
}

Layout layout_of(Plan const& plan, Labels const& labels)
{
    Layout layout = plan.study().record == Study::Record::summary ? summary_layout(labels)
                                                                  : series_layout(labels);
    for (StudyParameter const& parameter : plan.parameters()) {
        layout.variables.push_back(variable_of(parameter, layout.variables));
    }
    return layout;
}

/// The values of a point's parameters, as a row wants them.
struct PointValues {
    std::vector<double> numbers;
    std::vector<std::int16_t> categories;
    std::vector<bool> is_category;

    PointValues(Plan const& plan, std::uint64_t point) : numbers(plan.values(point))
    {
        for (std::size_t p = 0; p < numbers.size(); ++p) {
            categories.push_back(static_cast<std::int16_t>(numbers[p]));
            is_category.push_back(plan.parameters()[p].kind() == StudyParameter::Kind::category);
        }
    }

    void add_to(Row& row) const
    {
        for (std::size_t p = 0; p < numbers.size(); ++p) {
            if (is_category[p]) {
                row.values.emplace_back(std::span{categories}.subspan(p, 1));
            } else {
                row.values.emplace_back(std::span{numbers}.subspan(p, 1));
            }
        }
    }
};

/// The what-if of a point: the baseline unless it is varied.
std::string what_if_of(Plan const& plan, std::uint64_t point)
{
    for (std::size_t p = 0; p < plan.parameters().size(); ++p) {
        StudyParameter const& parameter = plan.parameters()[p];
        if (parameter.path() == "what_if") {
            return parameter.categories().at(static_cast<std::size_t>(plan.value(point, p)));
        }
    }
    return "baseline";
}

/// About how much memory a setup takes.
std::size_t bytes_of(Setup const& setup)
{
    std::size_t const states = setup.world.states.id.size();
    std::size_t const issues = setup.world.issues.id.size();
    std::size_t members = 0;
    for (Forum const& forum : setup.forums) {
        members += forum.members.size();
    }
    auto const dyadic = static_cast<std::size_t>(std::ranges::count(setup.world.issues.dyadic, 1));
    return 8 * states * (8 * issues + 40) + 2 * dyadic * states * states +
           400 * setup.forums.size() + 8 * members + 400 * setup.events.size() + 4000;
}

/// A message as it may stand in a file: texts there end at the first NUL.
std::string one_text(std::string text)
{
    std::erase(text, '\0');
    return text;
}

}  // namespace

/// A point ready to run, or why it cannot be.
struct PlanRuns::Prepared {
    std::shared_ptr<Setup const> setup{};
    std::optional<Labels> labels{};
    std::uint64_t seed;
    std::string what_if;
    PointValues values;
    std::string mistake{};
};

PlanRuns::PlanRuns(Plan plan, std::function<bool()> go_on)
    : plan_{std::move(plan)},
      go_on_{std::move(go_on)},
      labels_{labels_of(plan_)},
      series_{variables(labels_)},
      summary_{summary_variables()},
      layout_{layout_of(plan_, labels_)}
{
}

std::optional<SweepTask::Done> PlanRuns::operator()(std::uint64_t run)
{
    auto const [point, replicate] = plan_.run(run);
    auto const ready = prepared(point);
    RunIdentity const identity{.point = static_cast<std::int32_t>(point),
                               .replicate = static_cast<std::int32_t>(replicate),
                               .seed = ready->seed,
                               .what_if = ready->what_if};
    auto const record = recorded(*ready, identity);
    return record ? std::optional{kept(*ready, *record)} : std::nullopt;
}

std::shared_ptr<PlanRuns::Prepared const> PlanRuns::prepared(std::uint64_t point)
{
    {
        std::lock_guard const lock{mutex_};
        if (auto const found = by_point_.find(point); found != by_point_.end()) {
            return found->second;
        }
    }
    auto made = prepare(point);
    std::size_t const bytes = made->setup ? bytes_of(*made->setup) : 1000;
    std::lock_guard const lock{mutex_};
    if (plan_.replicates() > 1 && kept_bytes_ + bytes <= most_kept_bytes &&
        by_point_.emplace(point, made).second) {
        kept_bytes_ += bytes;
    }
    return made;
}

std::shared_ptr<PlanRuns::Prepared const> PlanRuns::prepare(std::uint64_t point) const
{
    auto made = std::make_shared<Prepared>(Prepared{.seed = plan_.seed(point),
                                                    .what_if = what_if_of(plan_, point),
                                                    .values = PointValues{plan_, point}});
    try {
        Scenario const scenario = plan_.scenario(point);
        made->setup = std::make_shared<Setup const>(set_up(scenario));
        if (plan_.study().record == Study::Record::series) {
            made->labels = labels_;
            made->labels->include(*made->setup);
            if (made->labels->forum.size() != labels_.forum.size()) {
                throw std::invalid_argument{fmt::format(
                    "forum '{}' is not in the scenario as written, as records of series need it",
                    made->labels->forum.back())};
            }
            if (made->labels->pair.size() != labels_.pair.size()) {
                throw std::invalid_argument{fmt::format(
                    "pair '{}' does not open talks in the scenario as written, as records of "
                    "series need it",
                    made->labels->pair.back())};
            }
        } else {
            made->labels.emplace(*made->setup, RecordParams{});
            if (made->labels->issue != labels_.issue) {
                throw std::invalid_argument{"runs of one result must have the same issues"};
            }
        }
    } catch (std::bad_alloc const&) {
        throw;
    } catch (std::exception const& error) {
        made->mistake = error.what();
    }
    return made;
}

std::optional<RunRecord> PlanRuns::recorded(Prepared const& prepared,
                                            RunIdentity const& identity) const
{
    if (!prepared.mistake.empty()) {
        return failed_run(labels_, identity, one_text(prepared.mistake));
    }
    try {
        Simulation simulation{prepared.setup, prepared.seed,
                              static_cast<std::uint64_t>(identity.replicate)};
        auto const purpose =
            plan_.study().record == Study::Record::summary ? Purpose::summary : Purpose::series;
        Recorder recorder{*prepared.labels, simulation, prepared.what_if, identity.point, purpose};
        CutShortCheck cut_short{go_on_};
        std::array<Observer*, 2> const observers{&recorder, &cut_short};
        simulation.run(observers);
        return recorder.take();
    } catch (CutShort const&) {
        return std::nullopt;
    } catch (std::bad_alloc const&) {
        throw;
    } catch (std::exception const& error) {
        return failed_run(*prepared.labels, identity, one_text(error.what()));
    }
}

SweepTask::Done PlanRuns::kept(Prepared const& prepared, RunRecord const& record) const
{
    Row row;
    SweepTask::Done done{.row = {},
                         .failed = record.status == static_cast<std::int8_t>(RunStatus::failed)};
    if (plan_.study().record == Study::Record::series) {
        row.sessions = record.sessions.count();
        add_values(row, series_, record);
        prepared.values.add_to(row);
        done.row = encoded(row);
    } else {
        RunSummary const summary{prepared.mistake.empty() ? *prepared.labels : labels_, record};
        add_values(row, summary_, summary);
        prepared.values.add_to(row);
        done.row = encoded(row);
    }
    return done;
}

Provenance provenance_of(Plan const& plan)
{
    StudyFile const& file = plan.file();
    Provenance provenance = provenance_of(file.scenario, file.document.source());
    provenance.title = file.study.name;
    provenance.summary = file.study.about;
    provenance.seed = file.study.seed.value_or(file.scenario.seed);
    provenance.study_text = file.file.text;
    provenance.study_resolved = resolved_text(file.study);
    provenance.sweep = SweepFacts{.plan_sha256 = plan.hash(), .plan_runs = plan.runs()};
    if (file.points) {
        provenance.files.push_back({file.points->path, file.points->text});
    }
    return provenance;
}

SweepTask task_of(Plan const& plan, std::shared_ptr<PlanRuns> runs)
{
    auto const& layout = runs->layout();
    return {.layout = layout,
            .provenance = provenance_of(plan),
            .carry_out = [runs = std::move(runs)](std::uint64_t run) { return (*runs)(run); }};
}

}  // namespace parley
