#include "sweep/study_file.hpp"

#include "document/csv.hpp"
#include "document/document.hpp"
#include "scenario/reading/reader.hpp"
#include "sweep/check_study.hpp"
#include "sweep/plan.hpp"
#include "sweep/probe.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <functional>

namespace parley {

namespace {

Study read(Node const& root, Mistakes& mistakes)
{
    Study study;
    if (root.kind != Node::Kind::mapping) {
        mistakes.add(root.place,
                     fmt::format("a study must be a mapping of keys, not {}", to_string(root.kind)),
                     "", "begin it with 'parley: 1'");
        return study;
    }
    Reading reading{root, mistakes};
    Reader reader{root, "", reading};
    describe(reader, study);
    reader.finish();
    return study;
}

/// A file beside the study; messages about it as a whole stand where it is named.
struct Neighbour {
    std::string path;
    std::string text;
};

Neighbour read_neighbour(std::string const& study, Node const& name, Source::Kind kind)
{
    namespace fs = std::filesystem;
    auto path = (fs::path{study}.parent_path() / name.text).lexically_normal().string();
    try {
        auto text = read_file(path, path, kind);
        return {std::move(path), std::move(text)};
    } catch (InputError const& error) {
        auto const& mistake = error.mistakes().front();
        give_up(name.place, fmt::format("{} {}", in_quotes(path), mistake.problem), mistake.why,
                mistake.remedy == "check the path" ? "paths are relative to the study's folder"
                                                   : mistake.remedy);
    }
}

/// The place of a key's first letter.
Place letters_of(Place place)
{
    auto const& text = place.source->text;
    bool const quote =
        place.offset < text.size() && (text[place.offset] == '"' || text[place.offset] == '\'');
    place.offset += quote ? 1 : 0;
    return place;
}

KeyMeaning meaning(std::string const& path)
{
    return meaning_of(path).value_or(KeyMeaning{});
}

std::vector<StudyParameter> parameters_of(Study const& study, Node const& root)
{
    std::vector<StudyParameter> parameters;
    for (auto const& variation : study.vary) {
        auto const* entry = root.find("vary")->find(variation.id);
        auto const written = std::ranges::find_if(entry->items, [](Node const& item) {
            return item.kind == Node::Kind::sequence && item.key != "within";
        });
        parameters.emplace_back(variation, meaning(variation.id), letters_of(entry->key_place),
                                *written);
    }
    return parameters;
}

/// A column of a file of points: numbers where all cells are numbers, else categories.
StudyParameter parameter_of(Csv const& table, std::size_t column, Mistakes& mistakes)
{
    auto const& header = table.header[column];
    Study::Variation variation{.id = header.text};
    Node cells{.kind = Node::Kind::sequence, .place = header.place};
    for (auto const& row : table.rows) {
        cells.items.push_back(row[column]);
        if (row[column].kind == Node::Kind::nothing) {
            mistakes.add(row[column].place, fmt::format("{} has no value", in_quotes(header.text)),
                         "every point has a value of each parameter", "fill in this field");
        }
        auto const number = parse_number(row[column].text);
        if (auto const* value = std::get_if<double>(&number)) {
            variation.values.push_back(*value);
        }
    }
    if (variation.values.size() < cells.items.size()) {
        variation.values.clear();
        variation.any_of = cells.items;
    }
    return {variation, meaning(header.text), letters_of(header.place), cells};
}

void refuse_repeated(std::vector<Node> const& header, Mistakes& mistakes)
{
    for (auto const& field : header) {
        auto const first = std::ranges::find(header, field.text, &Node::text);
        if (&*first != &field) {
            mistakes.add(field.place,
                         fmt::format("column {} is given twice", in_quotes(field.text)), "",
                         "remove one of them", first->place, "it is first given here");
        }
        if (field.text.empty()) {
            mistakes.add(field.place, "a column has no name", "it is the path of a key",
                         "write it as forums.council.frankness");
        }
    }
    if (header.size() > StudyLimits::parameters) {
        mistakes.add(header[StudyLimits::parameters].place,
                     fmt::format("there are more than {} parameters", StudyLimits::parameters));
    }
}

/// What the file of points holds.
void read_points(StudyFile& file, Node const& name, Neighbour points, Mistakes& mistakes)
{
    auto& [path, text] = points;
    auto const& source = file.sources.emplace_back(source_of(text, path, Source::Kind::table));
    file.points = {.path = name.text, .text = std::move(text)};
    auto const table = parse_csv(source, mistakes);
    refuse_repeated(table.header, mistakes);
    if (table.rows.empty()) {
        mistakes.add(name.place, fmt::format("{} holds no points", in_quotes(path)),
                     "each row below the header is one", "");
        mistakes.raise();
    }
    file.rows = table.rows.size();
    for (std::size_t i = 0; i < table.header.size(); ++i) {
        file.parameters.push_back(parameter_of(table, i, mistakes));
    }
    mistakes.raise();
}

/// Where the texts come from that a study names.
struct Neighbours {
    std::function<ScenarioDocument(Node const& name)> scenario;
    std::function<Neighbour(Node const& name)> points;
};

std::shared_ptr<StudyFile const> read_study(std::string const& path, std::string text,
                                            Neighbours const& neighbours)
{
    Mistakes mistakes;
    Sources sources;
    auto const& source = sources.emplace_back(source_of(text, path, Source::Kind::document));
    auto const root = parse_document(source, mistakes);
    auto study = read(root, mistakes);
    mistakes.raise();
    check(study, root, mistakes);
    mistakes.raise();
    auto document = neighbours.scenario(*root.find("scenario"));
    auto [scenario, what_ifs, texts, warnings] = document.read_all();
    auto file =
        std::make_shared<StudyFile>(StudyFile{.study = std::move(study),
                                              .parameters = {},
                                              .file = {.path = path, .text = std::move(text)},
                                              .document = std::move(document),
                                              .scenario = std::move(scenario),
                                              .sources = std::move(sources),
                                              .warnings = std::move(warnings)});
    if (file->study.design.from) {
        auto const& name = *root.find("design")->find("from");
        read_points(*file, name, neighbours.points(name), mistakes);
    } else {
        file->parameters = parameters_of(file->study, root);
        file->rows = file->parameters.front().count();
    }
    check_paths(file->parameters, file->document, mistakes);
    mistakes.raise();
    probe(Plan{file}, mistakes);
    mistakes.raise();
    keep_odd_at_all_points(Plan{file}, file->warnings);
    return file;
}

/// The points are the last file of that name: tables come before them.
Neighbour points_among(std::vector<TextFile> const& files, Node const& name)
{
    // NOLINTNEXTLINE(modernize-use-ranges): clang 14 cannot turn a range of libstdc++ round
    auto const found = std::find_if(files.rbegin(), files.rend(),
                                    [&](TextFile const& file) { return file.path == name.text; });
    if (found == files.rend()) {
        give_up(name.place, fmt::format("{} is not among the files", in_quotes(name.text)),
                "only the texts of a result are read", "");
    }
    return {found->path, found->text};
}

}  // namespace

std::shared_ptr<StudyFile const> read_study(std::string const& path)
{
    return read_study(path, read_file(path, path, Source::Kind::document));
}

std::shared_ptr<StudyFile const> read_study(std::string const& path, std::string text)
{
    return read_study(
        path, std::move(text),
        {.scenario =
             [&](Node const& name) {
                 auto neighbour = read_neighbour(path, name, Source::Kind::document);
                 return ScenarioDocument{neighbour.path, std::move(neighbour.text)};
             },
         .points =
             [&](Node const& name) { return read_neighbour(path, name, Source::Kind::table); }});
}

std::shared_ptr<StudyFile const> read_study(StudyTexts const& texts)
{
    return read_study(
        "study_text", texts.study,
        {.scenario =
             [&](Node const&) {
                 return ScenarioDocument{"scenario_text", texts.scenario, texts.files};
             },
         .points = [&](Node const& name) { return points_among(texts.files, name); }});
}

bool is_study(std::string const& path)
{
    try {
        Mistakes mistakes;
        auto const source =
            source_of(read_file(path, path, Source::Kind::document), path, Source::Kind::document);
        auto const root = parse_document(source, mistakes);
        return root.find("study") != nullptr || root.find("vary") != nullptr;
    } catch (InputError const&) {
        return false;
    }
}

}  // namespace parley
