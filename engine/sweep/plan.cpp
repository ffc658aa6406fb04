#include "sweep/plan.hpp"

#include "output/provenance.hpp"
#include "output/result_file.hpp"
#include "support/random_stream.hpp"

#include <fmt/format.h>

#include <utility>

namespace parley {

namespace {

/// A text with its length before it, so that no two lists of texts run together.
std::string framed(std::string_view text)
{
    return fmt::format("{}\n{}\n", text.size(), text);
}

}  // namespace

Plan::Plan(std::shared_ptr<StudyFile const> const& file)
    : Plan{file, std::shared_ptr<Study const>{file, &file->study}}
{
}

Plan::Plan(std::shared_ptr<StudyFile const> file, std::shared_ptr<Study const> study)
    : file_{std::move(file)},
      study_{std::move(study)},
      sample_{std::make_shared<Sample const>(sample_of(*file_, *study_))}
{
}

Plan::Sample Plan::sample_of(StudyFile const& file, Study const& study)
{
    auto const& design = study.design;
    auto const parameters = file.parameters.size();
    auto const seed = study.seed.value_or(file.scenario.seed);
    switch (design.sample.value_or(Study::Sample::list)) {
        case Study::Sample::grid: {
            std::vector<std::uint64_t> counts;
            counts.reserve(file.parameters.size());
            for (auto const& parameter : file.parameters) {
                counts.push_back(parameter.count());
            }
            return Grid{std::move(counts)};
        }
        case Study::Sample::list:
            return Rows{file.rows};
        case Study::Sample::latin_hypercube:
            return LatinHypercube{
                {.points = design.size.value(), .parameters = parameters, .seed = seed}};
        case Study::Sample::sobol:
            return ScrambledSobol{
                {.points = design.size.value(), .parameters = parameters, .seed = seed}};
        case Study::Sample::saltelli:
            return Saltelli{{.size = design.size.value(),
                             .parameters = parameters,
                             .order = static_cast<unsigned>(design.order.value_or(1)),
                             .seed = seed}};
        case Study::Sample::morris:
            return Morris{{.trajectories = design.trajectories.value(),
                           .parameters = parameters,
                           .levels = design.levels.value_or(Morris::Params{}.levels),
                           .seed = seed}};
    }
    return Rows{0};
}

std::uint64_t Plan::points() const
{
    return std::visit([](auto const& sample) { return sample.points(); }, *sample_);
}

std::uint64_t Plan::replicates() const
{
    return static_cast<std::uint64_t>(study().replicates);
}

Plan::Run Plan::run(std::uint64_t index) const
{
    return {.point = index % points(), .replicate = index / points()};
}

std::uint64_t Plan::index(Run run) const
{
    return run.replicate * points() + run.point;
}

double Plan::value(std::uint64_t point, std::size_t parameter) const
{
    return std::visit(
        [&](auto const& sample) { return parameters()[parameter].value(sample(point, parameter)); },
        *sample_);
}

std::vector<double> Plan::values(std::uint64_t point) const
{
    std::vector<double> values;
    values.reserve(parameters().size());
    for (std::size_t i = 0; i < parameters().size(); ++i) {
        values.push_back(value(point, i));
    }
    return values;
}

std::vector<Setting> Plan::settings(std::uint64_t point) const
{
    std::vector<Setting> settings;
    for (std::size_t i = 0; i < parameters().size(); ++i) {
        auto const& parameter = parameters()[i];
        settings.push_back({.text = parameter.path() + '=' + parameter.text(value(point, i)),
                            .origin = fmt::format("point {}", point)});
    }
    return settings;
}

Scenario Plan::scenario(std::uint64_t point) const
{
    std::vector<Assignment> assignments;
    assignments.reserve(parameters().size());
    for (std::size_t i = 0; i < parameters().size(); ++i) {
        assignments.push_back(parameters()[i].assignment(value(point, i)));
    }
    auto scenario = file_->document.read(assignments);
    scenario.seed = seed(point);
    scenario.replicates = study().replicates;
    return scenario;
}

std::uint64_t Plan::base_seed() const
{
    return study().seed.value_or(file_->scenario.seed);
}

std::uint64_t Plan::seed(std::uint64_t point) const
{
    return study().random_numbers == Study::RandomNumbers::common
               ? base_seed()
               : RandomStream{base_seed(), "seed of a point", {.replicate = point}}.bits();
}

Plan Plan::of_study(Study study) const
{
    return Plan{file_, std::make_shared<Study const>(std::move(study))};
}

std::string Plan::hash() const
{
    auto const source = file_->document.source();
    auto text = fmt::format("parley plan 1, result format {}\n", format_version);
    text += framed(resolved_text(study())) + framed(source.file.text);
    for (auto const& table : source.tables) {
        text += framed(table.path) + framed(table.text);
    }
    text += framed(file_->points ? file_->points->text : "");
    return sha256(text);
}

}  // namespace parley
