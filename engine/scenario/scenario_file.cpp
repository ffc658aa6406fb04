#include "scenario/scenario_file.hpp"

#include "document/document.hpp"
#include "document/flow.hpp"
#include "document/nearest.hpp"
#include "scenario/actors/drawn_states.hpp"
#include "scenario/check.hpp"
#include "scenario/comparison.hpp"
#include "scenario/description.hpp"
#include "scenario/format/limits.hpp"
#include "scenario/reading/reader.hpp"
#include "scenario/reading/what_ifs.hpp"
#include "scenario/warnings/warnings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>

namespace parley {

namespace {

constexpr std::string_view baseline = "baseline";  // what results call the scenario as written

}  // namespace

bool names_a_table(Assignment const& assignment)
{
    return std::ranges::any_of(scenario_tables(), [&](TableColumns const& table) {
        return assignment.path == table.key || assignment.path == table.key + ".from";
    });
}

namespace {

/// Reads a whole scenario from its document. What it contradicts in itself is left to `check`.
Scenario scenario_of(Node const& document, Reading& reading)
{
    Scenario scenario;
    if (document.kind != Node::Kind::mapping) {
        reading.mistakes.add(
            document.place,
            fmt::format("a scenario must be a mapping of keys, not {}", to_string(document.kind)),
            "", "begin it with 'parley: 1'");
        return scenario;
    }
    if (auto const* study = document.find("study")) {
        give_up(study->key_place, "this is a study, not a scenario", "", "give it to parley sweep");
    }
    Reader reader{document, "", reading};
    describe(reader, scenario);
    reader.finish();
    return scenario;
}

/// Adds the files that are not among the others yet.
void add_new(std::vector<TextFile>& files, std::vector<TextFile> others)
{
    for (auto& other : others) {
        if (std::ranges::find(files, other.path, &TextFile::path) == files.end()) {
            files.push_back(std::move(other));
        }
    }
}

void check_name(Node const& what_if, Mistakes& mistakes)
{
    if (what_if.key == baseline) {
        mistakes.add(what_if.key_place, "'baseline' cannot be the name of a what-if",
                     "results call the scenario itself so", "choose another name");
    } else if (visible(what_if.key) != what_if.key) {
        mistakes.add(what_if.key_place,
                     fmt::format("{} cannot be the name of a what-if", in_quotes(what_if.key)),
                     "it holds more than 60 characters, or some that cannot be seen",
                     "choose a short name");
    }
}

}  // namespace

struct ScenarioDocument::Content {
    Content(std::string const& path, std::string given_text,
            std::optional<std::vector<TextFile>> given_tables)
        : origin{.folder = std::filesystem::path{path}.parent_path().string(),
                 .given = std::move(given_tables)},
          file{.path = path, .text = std::move(given_text)},
          source{source_of(file.text, path, Source::Kind::document)},
          root{parse_document(source, mistakes)},
          filled{root}
    {
        Tables tables{scenario_tables(), origin, sources, table_mistakes};
        tables.put_into(filled);
        table_files = tables.files();
    }

    /// One reading of the document: what it found.
    struct Result {
        Scenario scenario;
        std::vector<TextFile> tables;
    };

    /// Where `warnings` is no nullptr and nothing is wrong, it takes what is odd.
    [[nodiscard]] Result read(std::span<Assignment const> assignments, Sources& own_sources,
                              Mistakes& found, Mistakes* warnings = nullptr) const
    {
        Result result{.scenario = {}, .tables = table_files};
        found.add_all(mistakes);
        bool const other_tables = std::ranges::any_of(assignments, names_a_table);
        Node tree = other_tables ? root : filled;
        for (auto const& assignment : assignments) {
            if (names_a_table(assignment)) {
                apply(assignment, tree, found);
            }
        }
        if (other_tables) {
            Tables tables{scenario_tables(), origin, own_sources, found};
            tables.put_into(tree);
            result.tables = tables.files();
        } else {
            found.add_all(table_mistakes);
        }
        for (auto const& assignment : assignments) {
            if (!names_a_table(assignment)) {
                apply(assignment, tree, found);
            }
        }
        put_drawn_states(tree, found);
        Reading reading{tree, found};
        result.scenario = scenario_of(tree, reading);
        check(result.scenario, tree, reading);
        if (warnings != nullptr && found.empty()) {
            find_odd(result.scenario, tree, *warnings);
        }
        return result;
    }

    [[nodiscard]] std::vector<std::string> what_ifs() const
    {
        auto const* section = root.find("what_if");
        return section == nullptr ? std::vector<std::string>{} : keys_of(*section);
    }

    [[nodiscard]] Node const* what_if(std::string_view name) const
    {
        auto const* section = root.find("what_if");
        return section == nullptr ? nullptr : section->find(name);
    }

    /// The assignments with those of a what-if in the place of its name.
    [[nodiscard]] std::vector<Assignment> unfold(std::span<Assignment const> assignments,
                                                 Mistakes& found) const
    {
        std::vector<Assignment> unfolded;
        for (auto const& assignment : assignments) {
            if (assignment.path != "what_if") {
                unfolded.push_back(assignment);
            } else if (assignment.value.text != baseline) {
                std::ranges::move(settings_of(assignment.value, found),
                                  std::back_inserter(unfolded));
            }
        }
        return unfolded;
    }

    [[nodiscard]] std::vector<Assignment> settings_of(Node const& name, Mistakes& found) const
    {
        if (auto const* entry = what_if(name.text)) {
            return assignments_of(*entry, *root.find("what_if"), found);
        }
        auto known = what_ifs();
        known.emplace_back(baseline);
        found.add(name.place, fmt::format("unknown what-if {}", in_quotes(name.text)), "",
                  suggestion(name.text, known));
        return {};
    }

    void read_what_ifs(std::vector<Assignment> const& settings, Sources& own_sources,
                       Mistakes& found, ScenarioFile& result) const
    {
        auto const* section = filled.find("what_if");
        if (section == nullptr) {
            return;
        }
        if (section->kind != Node::Kind::mapping || section->items.size() > Limits::what_ifs) {
            found.add(section->place,
                      fmt::format("'what_if' must be a mapping from names to settings, at most {}",
                                  Limits::what_ifs));
            return;
        }
        auto const known = found;  // what is wrong without them is not told again
        for (auto const& entry : section->items) {
            Mistakes in_this;
            check_name(entry, in_this);
            auto assignments = settings;
            std::vector<SettingOf> own;
            for (auto& assignment : assignments_of(entry, *section, in_this)) {
                own.push_back({assignment.path, flow_text(assignment.value)});
                assignments.push_back(std::move(assignment));
            }
            Mistakes odd{Severity::warning};
            auto [scenario, tables] =
                read(assignments, own_sources, in_this, result.warnings.empty() ? nullptr : &odd);
            result.warnings.keep_those_in(odd);
            add_new(result.source.tables, std::move(tables));
            auto const differs =
                known.empty() && in_this.empty() ? difference(result.scenario, scenario) : "";
            if (!differs.empty()) {
                in_this.add(entry.key_place,
                            fmt::format("{} changes {}", in_quotes(entry.key), differs),
                            "results of what-ifs stand side by side and are paired by the same "
                            "random numbers",
                            "make it a scenario of its own");
            }
            found.add_new(in_this, known, fmt::format(" [what_if {}]", visible(entry.key)));
            result.what_ifs.push_back(
                {.name = entry.key, .scenario = std::move(scenario), .settings = std::move(own)});
        }
        if (found.empty()) {
            warn_of_what_ifs(result.scenario, result.what_ifs, *section, result.warnings);
        }
    }

    Tables::Origin origin;
    TextFile file;
    Source source;
    Mistakes mistakes{};
    Node root;
    Node filled;  // with the rows of its tables
    Sources sources{};
    Mistakes table_mistakes{};
    std::vector<TextFile> table_files{};
};

ScenarioDocument::ScenarioDocument(std::string const& path)
    : ScenarioDocument{path, read_file(path, path, Source::Kind::document)}
{
}

ScenarioDocument::ScenarioDocument(std::string const& path, std::string text)
    : content_{std::make_unique<Content const>(path, std::move(text), std::nullopt)}
{
}

ScenarioDocument::ScenarioDocument(std::string const& path, std::string text,
                                   std::vector<TextFile> tables)
    : content_{std::make_unique<Content const>(path, std::move(text), std::move(tables))}
{
}

ScenarioDocument::~ScenarioDocument() = default;
ScenarioDocument::ScenarioDocument(ScenarioDocument&&) noexcept = default;
ScenarioDocument& ScenarioDocument::operator=(ScenarioDocument&&) noexcept = default;

namespace {

std::vector<Assignment> parse_all(std::span<Setting const> settings, Sources& sources,
                                  Mistakes& mistakes)
{
    std::vector<Assignment> assignments;
    for (auto const& setting : settings) {
        try {
            assignments.push_back(parse_setting(setting, sources, mistakes));
        } catch (InputError const& error) {
            mistakes.add(error);
        }
    }
    return assignments;
}

}  // namespace

Scenario ScenarioDocument::read(std::span<Setting const> settings) const
{
    Sources sources;
    Mistakes mistakes;
    auto const assignments = parse_all(settings, sources, mistakes);
    auto scenario = content_->read(assignments, sources, mistakes).scenario;
    mistakes.raise();
    return scenario;
}

Scenario ScenarioDocument::read(std::span<Assignment const> assignments) const
{
    Sources sources;
    Mistakes mistakes;
    auto const unfolded = content_->unfold(assignments, mistakes);
    auto scenario = content_->read(unfolded, sources, mistakes).scenario;
    mistakes.raise();
    return scenario;
}

Mistakes ScenarioDocument::warnings(std::span<Assignment const> assignments) const
{
    Sources sources;
    Mistakes mistakes;
    Mistakes warnings{Severity::warning};
    auto const unfolded = content_->unfold(assignments, mistakes);
    (void)content_->read(unfolded, sources, mistakes, &warnings);
    return warnings;
}

std::vector<std::string> ScenarioDocument::what_ifs() const
{
    return content_->what_ifs();
}

std::vector<Assignment> ScenarioDocument::settings_of(std::string_view what_if) const
{
    Mistakes ignored;
    auto const* entry = content_->what_if(what_if);
    return entry == nullptr ? std::vector<Assignment>{}
                            : assignments_of(*entry, *content_->root.find("what_if"), ignored);
}

ScenarioSource ScenarioDocument::source() const
{
    return {.file = content_->file, .tables = content_->table_files};
}

ScenarioFile ScenarioDocument::read_all(std::span<Setting const> settings) const
{
    Sources sources;
    Mistakes mistakes;
    auto const assignments = parse_all(settings, sources, mistakes);
    Mistakes warnings{Severity::warning};
    auto [scenario, tables] = content_->read(assignments, sources, mistakes, &warnings);
    ScenarioFile result{.scenario = std::move(scenario),
                        .what_ifs = {},
                        .source = {.file = content_->file, .tables = std::move(tables)},
                        .warnings = std::move(warnings)};
    content_->read_what_ifs(assignments, sources, mistakes, result);
    mistakes.raise();
    return result;
}

ScenarioFile read_scenario(std::string const& path, std::span<Setting const> settings)
{
    return ScenarioDocument{path}.read_all(settings);
}

}  // namespace parley
