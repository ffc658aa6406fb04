#pragma once

#include <string>
#include <vector>

namespace parley {

/// A table for the terminal: columns as wide as their widest cell, two spaces between them.
class TextTable {
  public:
    enum class Align { left, right };

    struct Column {
        std::string title;
        Align align = Align::left;
    };

    explicit TextTable(std::vector<Column> columns);

    /// One cell a column; the last may be left out.
    void add(std::vector<std::string> cells);

    [[nodiscard]] bool empty() const { return rows_.empty(); }

    /// Title line and rows, each indented by two spaces; cells are counted in characters.
    [[nodiscard]] std::string text() const;

    /// The same where it is no wider than `widest` characters, else in panels below each other, the
    /// first `kept` columns repeated in each.
    [[nodiscard]] std::string text_in_panels(std::size_t kept, std::size_t widest = 100) const;

  private:
    [[nodiscard]] std::vector<std::size_t> widths() const;
    [[nodiscard]] std::string text_of(std::vector<std::size_t> const& columns) const;

    std::vector<Column> columns_;
    std::vector<std::vector<std::string>> rows_;
};

}  // namespace parley
