#include "scenario/reading/tables.hpp"

#include "document/csv.hpp"
#include "document/nearest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <unordered_map>

namespace parley {

namespace {

using Column = TableColumns::Column;

/// The column that each field of the header names; nullptr for one that must not be there.
struct Header {
    std::vector<Column const*> columns;
    bool incomplete = false;  // a column that rows need is missing
};

Header read_header(std::vector<Node> const& header, TableColumns const& table, Mistakes& mistakes)
{
    std::vector<std::string> known;
    known.reserve(table.columns.size());
    for (auto const& column : table.columns) {
        known.push_back(column.name);
    }
    Header result;
    for (std::size_t i = 0; i < header.size(); ++i) {
        auto const& field = header[i];
        auto const column = std::ranges::find(table.columns, field.text, &Column::name);
        auto const first = std::ranges::find(header, field.text, &Node::text);
        result.columns.push_back(column == table.columns.end() ? nullptr : &*column);
        if (column == table.columns.end()) {
            mistakes.add(field.place, fmt::format("unknown column {}", in_quotes(field.text)), "",
                         suggestion(field.text, known));
        } else if (&*first != &field) {
            mistakes.add(field.place,
                         fmt::format("column {} is given twice", in_quotes(field.text)), "",
                         "remove one of them", first->place, "it is first given here");
            result.columns.back() = nullptr;
        }
    }
    for (auto const& column : table.columns) {
        if (column.required && std::ranges::find(result.columns, &column) == result.columns.end()) {
            mistakes.add(header[0].place, fmt::format("missing column '{}'", column.name),
                         fmt::format("every {} needs it", table.noun),
                         "add it to the header and every row");
            result.incomplete = true;
        }
    }
    return result;
}

/// A cell such as A|B|C as the list that it stands for.
Node as_list(Node cell)
{
    Node list{.kind = Node::Kind::sequence, .place = cell.place};
    std::size_t from = 0;
    while (true) {
        auto const bar = cell.text.find('|', from);
        auto const length = bar == std::string::npos ? bar : bar - from;
        list.items.push_back(
            {.kind = Node::Kind::scalar,
             .text = cell.text.substr(from, length),
             .place = {cell.place.source, cell.place.offset + (cell.quoted ? 1 : 0) + from}});
        if (bar == std::string::npos) {
            return list;
        }
        from = bar + 1;
    }
}

}  // namespace

Node const* table_file(Node const& section)
{
    auto const* from = section.find("from");
    return from != nullptr && from->kind != Node::Kind::mapping ? from : nullptr;
}

Tables::Tables(std::span<TableColumns const> known, Origin const& origin, Sources& sources,
               Mistakes& mistakes)
    : known_{known}, origin_{origin}, sources_{sources}, mistakes_{mistakes}
{
}

void Tables::put_into(Node& document)
{
    for (auto const& table : known_) {
        auto* section = document.find(table.key);
        auto const* from = section == nullptr ? nullptr : table_file(*section);
        if (from == nullptr) {
            continue;
        }
        auto const path = *from;
        bool const typed =
            path.place.source != nullptr && path.place.source->kind == Source::Kind::setting;
        std::string const remedy =
            typed ? fmt::format("write '{}={{from: FILE.csv}}', which replaces them all", table.key)
                  : "put it in the file";
        for (auto const& item : section->items) {
            if (item.key != "from") {
                mistakes_.add(item.key_place,
                              fmt::format("{} cannot stand beside 'from'", in_quotes(item.key)),
                              fmt::format("the {} come from a file", table.key), remedy,
                              path.key_place, "the file is named here");
            }
        }
        section->items.clear();
        section->kind = Node::Kind::nothing;
        section->incomplete = true;
        if (path.kind != Node::Kind::scalar) {
            mistakes_.add(path.place,
                          fmt::format("'{}.from' must be the path of a CSV file", table.key));
            continue;
        }
        try {
            fill_from_table(*section, table, load(path), mistakes_);
        } catch (InputError const& error) {
            mistakes_.add(error);
        }
    }
}

std::string Tables::text_of(Node const& path, std::string const& file) const
{
    if (origin_.given) {
        auto const found = std::ranges::find(*origin_.given, path.text, &TextFile::path);
        if (found == origin_.given->end()) {
            give_up(path.place, fmt::format("{} is not among the files", in_quotes(path.text)),
                    "only the texts of a result are read", "");
        }
        return found->text;
    }
    try {
        return read_file(file, file, Source::Kind::table);
    } catch (InputError const& error) {
        auto const& mistake = error.mistakes().front();
        give_up(path.place, fmt::format("{} {}", in_quotes(file), mistake.problem), mistake.why,
                mistake.remedy == "check the path" ? "paths are relative to the scenario's folder"
                                                   : mistake.remedy);
    }
}

Source const& Tables::load(Node const& path)
{
    namespace fs = std::filesystem;
    auto const file = (fs::path{origin_.folder} / path.text).lexically_normal().string();
    auto const text = text_of(path, file);
    files_.push_back({.path = path.text, .text = text});
    return sources_.emplace_back(source_of(text, file, Source::Kind::table));
}

void fill_from_table(Node& section, TableColumns const& table, Source const& source,
                     Mistakes& mistakes)
{
    auto const mistakes_before = mistakes.count();
    auto csv = parse_csv(source, mistakes);
    section.incomplete = mistakes.count() > mistakes_before;  // rows were left out
    auto const header = read_header(csv.header, table, mistakes);
    std::unordered_map<std::string, Place> first;
    section.kind = table.by_id ? Node::Kind::mapping : Node::Kind::sequence;
    bool const no_ids = table.by_id && std::ranges::find(header.columns, table.columns.data()) ==
                                           header.columns.end();
    if (no_ids) {
        section.kind = Node::Kind::nothing;
        section.incomplete = true;
        return;
    }
    for (auto& cells : csv.rows) {
        Node row{.kind = Node::Kind::mapping,
                 .incomplete = header.incomplete,
                 .place = cells[0].place,
                 .key_place = cells[0].place};
        for (std::size_t i = 0; i < cells.size(); ++i) {
            auto const* column = header.columns[i];
            if (column == table.columns.data() && table.by_id) {
                row.key = cells[i].text;
                row.key_place = row.place = cells[i].place;
            } else if (column != nullptr && cells[i].kind != Node::Kind::nothing) {
                row.put(column->path,
                        column->list ? as_list(std::move(cells[i])) : std::move(cells[i]));
            }
        }
        if (table.by_id && row.key.empty()) {
            mistakes.add(row.place, fmt::format("this {} has no id", table.noun), "",
                         "fill in the column 'id'");
            continue;
        }
        auto const [known, is_new] =
            first.emplace(table.by_id ? row.key : std::string{}, row.place);
        if (table.by_id && !is_new) {
            mistakes.add(row.place,
                         fmt::format("{} {} is given twice", table.noun, in_quotes(row.key)), "",
                         "remove one of the rows", known->second, "it is first given here");
            continue;
        }
        section.items.push_back(std::move(row));
    }
}

}  // namespace parley
