#include "sweep/recomputation.hpp"

#include "document/reading_library.hpp"
#include "output/recorder.hpp"
#include "scenario/build.hpp"
#include "scenario/description.hpp"
#include "support/random_stream.hpp"
#include "sweep/plan_runs.hpp"
#include "sweep/record_params.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <map>
#include <set>

namespace parley {
namespace {

std::vector<TextFile> files_of(ResultHeader const& header)
{
    std::vector<TextFile> files;
    files.reserve(header.files.size());
    for (auto const& file : header.files) {
        files.push_back({.path = file.name, .text = file.text});
    }
    return files;
}

std::vector<std::uint64_t> whole_numbers(ResultReader const& reader, std::string const& variable)
{
    std::vector<std::uint64_t> numbers;
    for (double const number : reader.numbers(variable)) {
        numbers.push_back(static_cast<std::uint64_t>(number));
    }
    return numbers;
}

void add_difference(std::vector<ValueDifference>& all, std::string name, std::string const& there,
                    std::string const& here)
{
    if (there != here) {
        all.push_back({.variable = std::move(name),
                       .values = 1,
                       .differing = 1,
                       .what = "the texts as given resolve to another"});
    }
}

/// A number as its bytes: -0 is not 0, and a NaN is what it is.
template <class Number>
std::array<std::byte, sizeof(Number)> bytes_of(Number number)
{
    return std::bit_cast<std::array<std::byte, sizeof(Number)>>(number);
}

/// The values of which a bit differs.
template <class Entry>
ValueDifference difference(std::string const& variable, std::vector<Entry> const& there,
                           std::span<Entry const> here)
{
    ValueDifference found{.variable = variable, .values = here.size()};
    if (there.size() != here.size()) {
        found.differing = here.size();
        found.what = fmt::format("{} values in place of {}", here.size(), there.size());
        return found;
    }
    for (std::size_t i = 0; i < here.size(); ++i) {
        if constexpr (std::same_as<Entry, std::string>) {
            found.differing += there[i] != here[i] ? 1 : 0;
        } else if (bytes_of(there[i]) != bytes_of(here[i])) {
            ++found.differing;
            double const gap =
                std::abs(static_cast<double>(there[i]) - static_cast<double>(here[i]));
            found.greatest = std::isnan(gap) ? found.greatest : std::max(found.greatest, gap);
        }
    }
    return found;
}

}  // namespace

std::vector<std::uint64_t> chosen_runs(std::string const& file_sum, std::uint64_t runs,
                                       std::uint64_t count)
{
    std::uint64_t seed = 0;
    std::from_chars(file_sum.data(), file_sum.data() + std::min<std::size_t>(file_sum.size(), 16),
                    seed, 16);
    RandomStream random{seed, "runs to compute again", {}};
    std::set<std::uint64_t> chosen;  // [Floyd; Bentley 1987]
    for (std::uint64_t past = runs - std::min(count, runs); past < runs; ++past) {
        auto const run = random.below(past + 1);
        chosen.insert(chosen.contains(run) ? past : run);
    }
    return {chosen.begin(), chosen.end()};
}

std::vector<PlatformDifference> platform_differences(Platform const& there)
{
    Platform const here = this_platform(reading_library());
    std::vector<PlatformDifference> all;
    auto const add = [&](std::string_view what, std::string const& a, std::string const& b,
                         bool machine) {
        if (a != b) {
            all.push_back(
                {.what = std::string{what}, .there = a, .here = b, .same_program = machine});
        }
    };
    auto const changed = [](bool dirty) -> std::string { return dirty ? "yes" : "no"; };
    add("version", there.engine_version, here.engine_version, false);
    add("revision", there.git_revision, here.git_revision, false);
    add("changed sources", changed(there.git_dirty), changed(here.git_dirty), false);
    add("compiler", there.compiler, here.compiler, false);
    add("flags", there.compile_flags, here.compile_flags, false);
    add("libraries", there.libraries, here.libraries, false);
    add("random numbers", there.random_generator, here.random_generator, false);
    add("C library", there.c_library, here.c_library, true);
    add("processor features", there.processor_features, here.processor_features, true);
    return all;
}

/// Where runs come from.
class Recomputation::Source {
  public:
    Source() = default;
    Source(Source const&) = delete;
    Source& operator=(Source const&) = delete;
    virtual ~Source() = default;

    [[nodiscard]] virtual std::vector<ValueDifference> text_differences() const = 0;
    [[nodiscard]] virtual Layout const& layout() const = 0;

    /// The row of a run, until the next call.
    [[nodiscard]] virtual Row const& row(std::uint64_t place, std::string const& what_if,
                                         std::uint64_t replicate) = 0;
};

/// The runs of a scenario, with its what-ifs.
class Recomputation::OfScenario final : public Source {
  public:
    OfScenario(ResultHeader const& header, std::vector<std::string> const& what_ifs)
        : resolved_{header.text("scenario_resolved")},
          seed_{header.number("seed")},
          file_{ScenarioDocument{"scenario_text", header.text("scenario_text"), files_of(header)}
                    .read_all(settings_in(header.text("settings")))},
          labels_{set_up(file_.scenario), record_params(file_.scenario)},
          layout_{},
          variables_{}
    {
        for (std::string const& name : what_ifs) {
            if (!setups_.contains(name)) {
                auto setup = std::make_shared<Setup const>(set_up(scenario(name)));
                labels_.include(*setups_.emplace(name, std::move(setup)).first->second);
            }
        }
        layout_ = series_layout(labels_);
        variables_ = variables(labels_);
    }

    [[nodiscard]] std::vector<ValueDifference> text_differences() const override
    {
        std::vector<ValueDifference> all;
        add_difference(all, "scenario_resolved", resolved_, resolved_text(file_.scenario));
        return all;
    }

    [[nodiscard]] Layout const& layout() const override { return layout_; }

    [[nodiscard]] Row const& row(std::uint64_t, std::string const& what_if,
                                 std::uint64_t replicate) override
    {
        Simulation simulation{setups_.at(what_if), seed_, replicate};
        Recorder recorder{labels_, simulation, what_if};
        std::array<Observer*, 1> const observers{&recorder};
        simulation.run(observers);
        record_.emplace(recorder.take());
        row_ = {.values = {}, .sessions = record_->sessions.count()};
        add_values(row_, variables_, *record_);
        return row_;
    }

  private:
    [[nodiscard]] Scenario const& scenario(std::string const& what_if) const
    {
        auto const found = std::ranges::find(file_.what_ifs, what_if, &WhatIf::name);
        if (found == file_.what_ifs.end() && what_if != "baseline") {
            throw std::invalid_argument{fmt::format("its scenario has no what-if '{}'", what_if)};
        }
        return found == file_.what_ifs.end() ? file_.scenario : found->scenario;
    }

    std::string resolved_;
    std::uint64_t seed_;
    ScenarioFile file_;
    Labels labels_;
    Layout layout_;
    std::vector<VariableOf<RunRecord>> variables_;
    std::map<std::string, std::shared_ptr<Setup const>, std::less<>> setups_;
    std::optional<RunRecord> record_;
    Row row_;
};

/// The runs of a study.
class Recomputation::OfPlan final : public Source {
  public:
    explicit OfPlan(ResultHeader const& header)
        : resolved_{header.text("study_resolved")},
          hash_{header.attribute("plan_sha256")},
          first_run_{header.number("first_run")},
          plan_{read_study({.study = header.text("study_text"),
                            .scenario = header.text("scenario_text"),
                            .files = files_of(header)})},
          runs_{plan_, [] { return true; }},
          decode_{runs_.layout()}
    {
    }

    [[nodiscard]] std::vector<ValueDifference> text_differences() const override
    {
        std::vector<ValueDifference> all;
        add_difference(all, "study_resolved", resolved_, resolved_text(plan_.study()));
        add_difference(all, "plan_sha256", hash_, plan_.hash());
        return all;
    }

    [[nodiscard]] Layout const& layout() const override { return runs_.layout(); }

    [[nodiscard]] Row const& row(std::uint64_t place, std::string const&, std::uint64_t) override
    {
        bytes_ = runs_(first_run_ + place).value().row;
        return decode_(bytes_);
    }

  private:
    std::string resolved_;
    std::string hash_;
    std::uint64_t first_run_;
    Plan plan_;
    PlanRuns runs_;
    RowDecoder decode_;
    std::string bytes_;
};

std::unique_ptr<Recomputation::Source> Recomputation::source_of(ResultHeader const& header,
                                                                ResultReader const& reader)
{
    if (header.attribute("plan_sha256").empty()) {
        return std::make_unique<OfScenario>(header, reader.texts("what_if"));
    }
    return std::make_unique<OfPlan>(header);
}

Recomputation::Recomputation(ResultReader const& reader)
    : reader_{reader},
      header_{reader.header()},
      what_if_{reader.texts("what_if")},
      point_{whole_numbers(reader, "point")},
      replicate_{whole_numbers(reader, "replicate")},
      source_{source_of(header_, reader)}
{
    if (source_->layout().has_sessions) {
        auto const values = reader.values("session_run");
        auto const* const runs = std::get_if<std::vector<std::int32_t>>(&values);
        if (runs == nullptr) {
            throw std::invalid_argument{"its sessions do not name their runs by whole numbers"};
        }
        session_run_ = *runs;
    }
}

Recomputation::~Recomputation() = default;

std::vector<ValueDifference> Recomputation::text_differences() const
{
    return source_->text_differences();
}

std::uint64_t Recomputation::runs() const
{
    return what_if_.size();
}

RecomputedRun Recomputation::operator()(std::uint64_t place) const
{
    RecomputedRun run{.place = place,
                      .what_if = what_if_.at(place),
                      .point = point_.at(place),
                      .replicate = replicate_.at(place),
                      .differences = {}};
    run.differences = compare(place, source_->row(place, run.what_if, run.replicate));
    return run;
}

std::vector<ValueDifference> Recomputation::compare(std::uint64_t place, Row const& row) const
{
    // The form with iterators, since clang 14 cannot take the subrange of libstdc++.
    // NOLINTNEXTLINE(modernize-use-ranges)
    auto const [first, behind] = std::equal_range(session_run_.begin(), session_run_.end(),
                                                  static_cast<std::int32_t>(place));
    auto const first_session = static_cast<std::size_t>(first - session_run_.begin());
    auto const sessions = static_cast<std::size_t>(behind - first);
    std::vector<ValueDifference> all;
    Layout const& layout = source_->layout();
    for (std::size_t v = 0; v < layout.variables.size(); ++v) {
        Variable const& variable = layout.variables[v];
        if (std::ranges::find(header_.variables, variable.name, &ResultHeader::Variable::name) ==
            header_.variables.end()) {
            all.push_back({.variable = variable.name, .what = "not in the result"});
            continue;
        }
        auto const there = variable.by_session()
                               ? reader_.rows(variable.name, first_session, sessions)
                               : reader_.rows(variable.name, place, 1);
        std::visit(
            [&]<class Entry>(std::span<Entry const> here) {
                auto const* stored = std::get_if<std::vector<Entry>>(&there);
                auto found = stored == nullptr ? ValueDifference{.variable = variable.name,
                                                                 .values = here.size(),
                                                                 .differing = here.size(),
                                                                 .what = "of another type"}
                                               : difference(variable.name, *stored, here);
                if (found.differing > 0 || !found.what.empty()) {
                    all.push_back(std::move(found));
                }
            },
            row.values[v]);
    }
    return all;
}

}  // namespace parley
