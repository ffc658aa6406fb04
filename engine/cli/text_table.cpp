#include "cli/text_table.hpp"

#include <algorithm>
#include <utility>

namespace parley {
namespace {

/// Characters of UTF-8 text, which is what a terminal shows.
std::size_t width(std::string const& text)
{
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

}  // namespace

TextTable::TextTable(std::vector<Column> columns) : columns_{std::move(columns)} {}

void TextTable::add(std::vector<std::string> cells)
{
    cells.resize(columns_.size());
    rows_.push_back(std::move(cells));
}

std::string TextTable::text() const
{
    std::vector<std::string> titles;
    std::vector<std::size_t> widths;
    for (std::size_t c = 0; c < columns_.size(); ++c) {
        titles.push_back(columns_[c].title);
        widths.push_back(width(titles.back()));
        for (auto const& row : rows_) {
            widths[c] = std::max(widths[c], width(row[c]));
        }
    }
    std::string text;
    auto const write = [&](std::vector<std::string> const& row) {
        std::string line;
        for (std::size_t c = 0; c < row.size(); ++c) {
            std::string const gap(widths[c] - width(row[c]), ' ');
            line += columns_[c].align == Align::left ? "  " + row[c] + gap : "  " + gap + row[c];
        }
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + '\n';
    };
    write(titles);
    std::ranges::for_each(rows_, write);
    return text;
}

}  // namespace parley
