#pragma once

#include "document/mistake.hpp"
#include "document/node.hpp"
#include "scenario/format/table_columns.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace parley {

/// A file as it was read, for the record of where results come from.
struct TextFile {
    std::string path;  ///< as the scenario names it
    std::string text;
};

/// Puts the rows of CSV files in the place of `{from: FILE}`, so that a column is a key and a cell
/// a value, wherever a scenario's description allows it: states and flows.
class Tables {
  public:
    /// Where the files come from.
    struct Origin {
        std::string folder;  ///< what paths in the document are relative to
        std::optional<std::vector<TextFile>> given{};  ///< the only ones that there are, and no
                                                       ///< file is looked at; none: those on disk
    };

    /// `known` are the tables that there may be; sources are added to `sources`.
    Tables(std::span<TableColumns const> known, Origin const& origin, Sources& sources,
           Mistakes& mistakes);

    void put_into(Node& document);

    /// The files read so far.
    [[nodiscard]] std::vector<TextFile> const& files() const { return files_; }

  private:
    Source const& load(Node const& path);
    [[nodiscard]] std::string text_of(Node const& path, std::string const& file) const;

    std::span<TableColumns const> known_;
    Origin const& origin_;
    Sources& sources_;
    Mistakes& mistakes_;
    std::vector<TextFile> files_;
};

/// Reads a CSV file as a section: a mapping by id or a sequence, a mapping for each row. Columns
/// that are unknown, missing or given twice are added to `mistakes`, and so are rows without an id
/// of their own.
void fill_from_table(Node& section, TableColumns const& table, Source const& source,
                     Mistakes& mistakes);

/// Is this the section of a table that stands in a file? Then the path to the file.
[[nodiscard]] Node const* table_file(Node const& section);

}  // namespace parley
