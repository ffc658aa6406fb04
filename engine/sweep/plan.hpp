#pragma once

#include "sweep/sampling/grid.hpp"
#include "sweep/sampling/latin_hypercube.hpp"
#include "sweep/sampling/morris.hpp"
#include "sweep/sampling/saltelli.hpp"
#include "sweep/sampling/sobol.hpp"
#include "sweep/study_file.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace parley {

/// All runs of a study, and the values of its parameters at each.
///
/// Nothing is kept of a point: each is computed when it is asked for, from the study, its seed and
/// its number alone, so that it is the same whoever asks, in whatever order. A plan never changes,
/// may be asked by many threads at once, and is cheap to copy.
class Plan {
  public:
    /// Runs are counted replicate by replicate over all points, so that a sweep that is cut short
    /// is balanced: run = replicate x points + point.
    struct Run {
        std::uint64_t point = 0;
        std::uint64_t replicate = 0;
        friend bool operator==(Run, Run) = default;
    };

    explicit Plan(std::shared_ptr<StudyFile const> const& file);

    [[nodiscard]] StudyFile const& file() const { return *file_; }
    [[nodiscard]] Study const& study() const { return *study_; }
    [[nodiscard]] std::vector<StudyParameter> const& parameters() const
    {
        return file_->parameters;
    }

    [[nodiscard]] std::uint64_t points() const;
    [[nodiscard]] std::uint64_t replicates() const;
    [[nodiscard]] std::uint64_t runs() const { return points() * replicates(); }

    [[nodiscard]] Run run(std::uint64_t index) const;
    [[nodiscard]] std::uint64_t index(Run run) const;

    /// The value of each parameter at a point; of a category, its index.
    [[nodiscard]] std::vector<double> values(std::uint64_t point) const;
    [[nodiscard]] double value(std::uint64_t point, std::size_t parameter) const;

    /// The same as settings of a command line, `path=value`, so that a single point can be run
    /// alone.
    [[nodiscard]] std::vector<Setting> settings(std::uint64_t point) const;

    /// The scenario at a point. Throws InputError where the scenario refuses the combination of
    /// values. It costs a copy of the scenario's document and a reading of it, less than a
    /// millisecond for a dozen states: callers that run a point several times keep its setup.
    [[nodiscard]] Scenario scenario(std::uint64_t point) const;

    /// The seed of all random numbers of a point's runs: that of the study (or else of its
    /// scenario), or, with random numbers of its own, one drawn for the point from it.
    [[nodiscard]] std::uint64_t seed(std::uint64_t point) const;

    /// What of the inputs determines points and runs, as SHA-256 in 64 hexadecimal digits: the
    /// study with all defaults, the texts of the scenario and of all tables, and the format of
    /// results.
    [[nodiscard]] std::string hash() const;

    /// The plan of another study of the same scenario and parameters, such as one with fewer
    /// points.
    [[nodiscard]] Plan of_study(Study study) const;

  private:
    using Sample = std::variant<Grid, Rows, LatinHypercube, ScrambledSobol, Saltelli, Morris>;

    Plan(std::shared_ptr<StudyFile const> file, std::shared_ptr<Study const> study);

    [[nodiscard]] static Sample sample_of(StudyFile const& file, Study const& study);
    [[nodiscard]] std::uint64_t base_seed() const;

    std::shared_ptr<StudyFile const> file_;
    std::shared_ptr<Study const> study_;
    std::shared_ptr<Sample const> sample_;
};

}  // namespace parley
