#pragma once

#include "document/mistake.hpp"
#include "document/node.hpp"
#include "scenario/format/table_columns.hpp"

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
    /// `folder` is what paths in the document are relative to. Sources are added to `sources`.
    Tables(std::string folder, Sources& sources, Mistakes& mistakes);

    void put_into(Node& document);

    /// The files read so far.
    [[nodiscard]] std::vector<TextFile> const& files() const { return files_; }

  private:
    Source const& load(Node const& path);

    std::string folder_;
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
