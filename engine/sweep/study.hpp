#pragma once

#include "scenario/format/describer.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace parley {

/// A study as it is written down: one scenario run at many points, several times at each.
///
/// A point is one combination of values of the parameters that vary; a parameter is any key of the
/// scenario, named by its path. What each member means stands in the description
/// (description_of_study.cpp).
struct Study {
    /// How points are chosen.
    enum class Sample { grid, list, latin_hypercube, sobol, saltelli, morris };

    /// Whether all points draw the same random numbers.
    enum class RandomNumbers { common, own };

    /// What is kept of a run: a row of numbers, or every tick as well.
    enum class Record { summary, series };

    struct Design {
        std::optional<Sample> sample{};
        std::optional<std::uint64_t> size{};
        std::optional<std::uint64_t> order{};
        std::optional<std::uint64_t> trajectories{};
        std::optional<std::uint64_t> levels{};
        std::optional<std::string> from{};
    };

    /// The values of one parameter; of the first six members exactly one is given.
    struct Variation {
        std::string id;  ///< path of a key, or `what_if`
        std::vector<double> uniform{};
        std::vector<double> log_uniform{};
        std::vector<double> normal{};
        std::vector<double> integer{};
        std::vector<double> values{};
        std::vector<Node> any_of{};
        std::vector<double> within{};          ///< bounds of `normal`
        std::optional<std::uint64_t> steps{};  ///< of `uniform` and `log_uniform` in a grid
    };

    int version = 1;
    std::string name{};
    std::string about{};
    std::string scenario{};               ///< path, relative to the study
    std::optional<std::uint64_t> seed{};  ///< instead of the scenario's
    int replicates = 1;
    RandomNumbers random_numbers = RandomNumbers::common;
    Design design{};
    std::vector<Variation> vary{};
    Record record = Record::summary;
};

/// How much a study may hold.
struct StudyLimits {
    static constexpr std::size_t parameters = 1'000;
    static constexpr std::size_t values = 100'000;  ///< of one parameter
    static constexpr std::uint64_t points = 1'000'000'000;
};

/// The one description of every section's keys.
void describe(Describer& describer, Study& study);
void describe(Describer& describer, Study::Design& design);
void describe(Describer& describer, Study::Variation& variation);

/// The JSON Schema and the reference of study files, and a study with every default written out.
[[nodiscard]] std::string study_schema();
[[nodiscard]] std::string study_reference();
[[nodiscard]] std::string resolved_text(Study const& study);

}  // namespace parley
