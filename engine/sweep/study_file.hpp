#pragma once

#include "scenario/scenario_file.hpp"
#include "sweep/parameter.hpp"
#include "sweep/study.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace parley {

/// A study with all that it was read from, and its parameters ready to take values.
struct StudyFile {
    Study study;
    std::vector<StudyParameter> parameters;  ///< in the order of the study, or of the columns
    std::uint64_t rows = 0;            ///< points of a list or a file; 0 where a sample makes them
    TextFile file;                     ///< the study, byte for byte
    std::optional<TextFile> points{};  ///< the CSV file that `design.from` names
    ScenarioDocument document;
    Scenario scenario;  ///< as the document has it, before anything is varied
    Sources sources;    ///< what places in `parameters` point to
    /// what is odd but not wrong in the scenario, and at every point that was tried
    Mistakes warnings{Severity::warning};
};

/// Reads a study file, its scenario and the file of its points, and tries the scenario with the
/// extreme values of every parameter and at the first points. Throws InputError with every mistake
/// found.
[[nodiscard]] std::shared_ptr<StudyFile const> read_study(std::string const& path);

/// The same for a text; `path` is what messages call it and what the paths in it are relative to.
[[nodiscard]] std::shared_ptr<StudyFile const> read_study(std::string const& path,
                                                          std::string text);

/// The texts that a study was read from, as a result holds them.
struct StudyTexts {
    std::string study;
    std::string scenario;
    std::vector<TextFile> files;  ///< tables and points, called as scenario and study call them
};

/// Reads a study from its texts. No file is looked at.
[[nodiscard]] std::shared_ptr<StudyFile const> read_study(StudyTexts const& texts);

/// Is this file a study, not a scenario? A file that is no YAML is none.
[[nodiscard]] bool is_study(std::string const& path);

}  // namespace parley
