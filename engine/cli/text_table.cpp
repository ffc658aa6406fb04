#include "cli/text_table.hpp"

#include <algorithm>
#include <numeric>
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

std::vector<std::size_t> TextTable::widths() const
{
    std::vector<std::size_t> widths;
    for (std::size_t c = 0; c < columns_.size(); ++c) {
        widths.push_back(width(columns_[c].title));
        for (auto const& row : rows_) {
            widths[c] = std::max(widths[c], width(row[c]));
        }
    }
    return widths;
}

std::string TextTable::text_of(std::vector<std::size_t> const& columns) const
{
    auto const widest = widths();
    std::string text;
    auto const write = [&](auto const& cell) {
        std::string line;
        for (auto const c : columns) {
            std::string const gap(widest[c] - width(cell(c)), ' ');
            line += columns_[c].align == Align::left ? "  " + cell(c) + gap : "  " + gap + cell(c);
        }
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + '\n';
    };
    write([&](std::size_t c) -> std::string const& { return columns_[c].title; });
    for (auto const& row : rows_) {
        write([&](std::size_t c) -> std::string const& { return row[c]; });
    }
    return text;
}

std::string TextTable::text() const
{
    std::vector<std::size_t> all(columns_.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    return text_of(all);
}

std::string TextTable::text_in_panels(std::size_t kept, std::size_t widest) const
{
    auto const width_of = [each = widths()](std::vector<std::size_t> const& columns) {
        std::size_t sum = 0;
        for (auto const c : columns) {
            sum += each[c] + 2;
        }
        return sum;
    };
    std::vector<std::size_t> first(kept);
    std::iota(first.begin(), first.end(), std::size_t{0});
    std::string text;
    auto panel = first;
    for (std::size_t c = kept; c < columns_.size(); ++c) {
        panel.push_back(c);
        if (panel.size() > kept + 1 && width_of(panel) > widest) {
            panel.pop_back();
            text += text_of(panel) + '\n';
            panel = first;
            panel.push_back(c);
        }
    }
    return text + text_of(panel);
}

}  // namespace parley
