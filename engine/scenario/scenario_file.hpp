#pragma once

#include "scenario/reading/settings.hpp"
#include "scenario/reading/tables.hpp"
#include "scenario/scenario.hpp"

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace parley {

/// The text that a scenario was read from, byte for byte.
struct ScenarioSource {
    TextFile file;
    std::vector<TextFile> tables;  ///< CSV files that it names, paths as it names them
};

/// A setting of a what-if, as it is written: `forums.eu.frankness`, `0.8`.
struct SettingOf {
    std::string path;
    std::string value;
};

/// A named variation of a scenario, itself a whole scenario. States, issues, forums and time are
/// those of the scenario, so that results stand side by side, and so are seed and replicates:
/// what-ifs are paired by common random numbers.
struct WhatIf {
    std::string name;
    Scenario scenario;
    std::vector<SettingOf> settings{};  ///< those of the what-if itself, in their order
};

/// A scenario with its what-ifs, its texts, and what is odd but not wrong in it.
struct ScenarioFile {
    Scenario scenario;
    std::vector<WhatIf> what_ifs;
    ScenarioSource source;
    Mistakes warnings{Severity::warning};  ///< of the scenario; none that a what-if puts right
};

/// A scenario file, read from disk once, from which scenarios are read with one setting or another.
/// May be read by several threads at once.
class ScenarioDocument {
  public:
    /// Throws InputError when the file is no YAML document.
    explicit ScenarioDocument(std::string const& path);

    /// A document that is a text already; `path` is what messages call it and what the paths in it
    /// are relative to.
    ScenarioDocument(std::string const& path, std::string text);

    /// A document whose tables are texts already, called as it calls them. No file is looked at: a
    /// table that is not among them is a mistake.
    ScenarioDocument(std::string const& path, std::string text, std::vector<TextFile> tables);

    ~ScenarioDocument();
    ScenarioDocument(ScenarioDocument const&) = delete;
    ScenarioDocument& operator=(ScenarioDocument const&) = delete;
    ScenarioDocument(ScenarioDocument&&) noexcept;
    ScenarioDocument& operator=(ScenarioDocument&&) noexcept;

    /// The scenario with these settings, without its what-ifs. Throws InputError with all mistakes.
    [[nodiscard]] Scenario read(std::span<Setting const> settings = {}) const;

    /// The same with settings that were taken apart already, as a study does it for thousands of
    /// readings: messages point at where each of them stands. An assignment of a name to `what_if`
    /// stands for the settings of that what-if, `baseline` for none.
    [[nodiscard]] Scenario read(std::span<Assignment const> assignments) const;

    /// What is odd but not wrong in the scenario with these settings; nothing where they are wrong.
    [[nodiscard]] Mistakes warnings(std::span<Assignment const> assignments) const;

    /// The scenario and its what-ifs, the settings made in each.
    [[nodiscard]] ScenarioFile read_all(std::span<Setting const> settings = {}) const;

    /// The names of its what-ifs, in their order.
    [[nodiscard]] std::vector<std::string> what_ifs() const;

    /// The settings of a what-if; none where there is no such what-if.
    [[nodiscard]] std::vector<Assignment> settings_of(std::string_view what_if) const;

    /// The texts that it was read from.
    [[nodiscard]] ScenarioSource source() const;

  private:
    struct Content;
    std::unique_ptr<Content const> content_;
};

/// Does it name the file that a table is read from, so that it comes before the table is read?
[[nodiscard]] bool names_a_table(Assignment const& assignment);

/// Reads a scenario file with its what-ifs. Throws InputError with every mistake in it and its
/// tables.
[[nodiscard]] ScenarioFile read_scenario(std::string const& path,
                                         std::span<Setting const> settings = {});

}  // namespace parley
