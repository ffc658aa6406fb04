#include "scenario/format/limits.hpp"
#include "scenario/format/writer.hpp"
#include "scenario/manual/reference.hpp"
#include "scenario/manual/schema.hpp"
#include "sweep/study.hpp"

#include <array>

namespace parley {

namespace {

using namespace std::string_view_literals;

constexpr Count two{.least = 2, .most = 2};
constexpr Count many{.least = 1, .most = StudyLimits::values};
constexpr double largest_integer = 0x1p53;
constexpr Range finite{.least = -1e300, .most = 1e300};  // so that differences are, too

}  // namespace

void describe(Describer& d, Study& study)
{
    static constexpr std::array numbers{"common"sv, "own"sv};
    static constexpr std::array records{"summary"sv, "series"sv};
    d.whole({.name = "parley",
             .about = "version of the format; this program reads version 1",
             .example = "1",
             .required = true},
            study.version, {.least = 1, .most = 1});
    d.text({.name = "study",
            .about = "what the study is called",
            .example = "frankness and scope",
            .required = true},
           study.name);
    d.text({.name = "about", .about = "what it asks", .example = "does frankness pay?"},
           study.about);
    d.text({.name = "scenario",
            .about = "the scenario file, relative to the study's folder",
            .example = "high_level_dialogue.yaml",
            .required = true},
           study.scenario);
    d.whole({.name = "seed",
             .about = "of all random numbers, those of the sample too",
             .example = "20051",
             .otherwise = "that of the scenario"},
            study.seed, {});
    d.whole({.name = "replicates",
             .about = "runs of each point that differ only in their random numbers",
             .example = "100"},
            study.replicates, {.least = 1, .most = Limits::replicates, .unit = "runs"});
    d.choice({.name = "random_numbers",
              .about = "common: replicate r draws the same at every point, so that differences "
                       "between points are differences of cause; own: each point has its own seed",
              .example = "common"},
             study.random_numbers, numbers);
    d.section({.name = "design",
               .about = "how the points are chosen",
               .example = "{sample: sobol, size: 1024}",
               .required = true},
              study.design);
    ItemsOf<Study::Variation> vary{study.vary, {.id = ""}};
    vary.noun = "parameter";
    vary.most = StudyLimits::parameters;
    vary.paths = true;
    d.map({.name = "vary",
           .about = "what differs from point to point: keys of the scenario by path, `*` for every "
                    "id; `what_if` takes names of what-ifs, and `baseline` for none",
           .example = "{forums.council.frankness: {uniform: [0, 1]}}",
           .otherwise = "the columns of design.from"},
          vary);
    d.choice({.name = "record",
              .about = "summary keeps a row of numbers a run, series every recorded tick too",
              .example = "summary"},
             study.record, records);
}

void describe(Describer& d, Study::Design& design)
{
    static constexpr std::array samples{"grid"sv,  "list"sv,     "latin_hypercube"sv,
                                        "sobol"sv, "saltelli"sv, "morris"sv};
    d.choice(
        {.name = "sample",
         .about = "grid takes every combination, list the first values of all, then the "
                  "second, and so on; latin_hypercube and sobol spread points evenly, saltelli "
                  "and morris as sensitivity analysis wants them",
         .example = "sobol"},
        design.sample, samples);
    d.text({.name = "from",
            .about = "a CSV file of points: a column a parameter, named by its path, a row a point",
            .example = "points.csv"},
           design.from);
    d.exactly_one({"sample", "from"});
    d.whole({.name = "size",
             .about = "points of latin_hypercube and sobol; base points of saltelli, which makes "
                      "size x (parameters + 2) of them. A power of 2 for sobol and saltelli",
             .example = "1024"},
            design.size, {.least = 1, .most = StudyLimits::points, .unit = "points"});
    d.whole({.name = "order",
             .about = "of saltelli: 2 also estimates interactions of pairs, with "
                      "size x (2 x parameters + 2) points",
             .example = "1",
             .otherwise = "1"},
            design.order, {.least = 1, .most = 2});
    d.whole({.name = "trajectories",
             .about = "of morris, each of parameters + 1 points",
             .example = "20"},
            design.trajectories, {.least = 1, .most = StudyLimits::points});
    d.whole({.name = "levels",
             .about = "of morris: how many values each parameter takes, an even number",
             .example = "4",
             .otherwise = "4"},
            design.levels, {.least = 2, .most = 1'000});
}

void describe(Describer& d, Study::Variation& variation)
{
    d.numbers({.name = "uniform",
               .about = "least and greatest value, all in between equally likely",
               .example = "[0, 1]"},
              variation.uniform, finite, two);
    d.numbers({.name = "log_uniform",
               .about = "the same on a logarithmic scale, for what differs by orders of magnitude",
               .example = "[0.001, 1]"},
              variation.log_uniform, {.least = 0.0, .most = finite.most, .above = true}, two);
    d.numbers({.name = "normal",
               .about = "mean and standard deviation of a normal distribution",
               .example = "[0.5, 0.1]"},
              variation.normal, finite, two);
    d.numbers({.name = "integer",
               .about = "least and greatest whole number, all in between equally likely",
               .example = "[5, 20]"},
              variation.integer, {.least = -largest_integer, .most = largest_integer}, two);
    d.numbers({.name = "values", .about = "these numbers", .example = "[0.1, 0.5, 0.9]"},
              variation.values, finite, many);
    d.values({.name = "any_of",
              .about = "these values, of any kind: names, lists, mappings",
              .example = "[single_issue, package]"},
             variation.any_of, many);
    d.exactly_one({"uniform", "log_uniform", "normal", "integer", "values", "any_of"});
    d.numbers({.name = "within",
               .about = "cuts a normal distribution off below the first and above the second",
               .example = "[0, 1]"},
              variation.within, finite, two);
    d.whole({.name = "steps",
             .about = "of uniform and log_uniform in a grid: how many values, the least and the "
                      "greatest among them",
             .example = "5"},
            variation.steps, {.least = 2, .most = StudyLimits::values});
}

std::string study_schema()
{
    return schema_of("Parley study, format 1",
                     "One scenario run at many points: what varies, and how points are chosen",
                     [study = Study{}](Describer& d) mutable { describe(d, study); });
}

std::string study_reference()
{
    return reference_of([study = Study{}](Describer& d) mutable { describe(d, study); });
}

std::string resolved_text(Study const& study)
{
    auto copy = study;  // a describer may change what it visits; this one does not
    return resolved_text([&](Describer& d) { describe(d, copy); });
}

}  // namespace parley
