#include "document/csv.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace parley {

namespace {

constexpr std::size_t most_cells = 1'000'000;
constexpr std::size_t most_columns = 500;

/// Takes records from a text, one after the other.
class Records {
  public:
    explicit Records(Source const& source) : source_{source}, text_{source.text} {}

    /// The next record that is not an empty line; an empty record at the end.
    std::vector<Node> next()
    {
        while (position_ < text_.size() && text_[position_] == '\n') {
            ++position_;
        }
        std::vector<Node> record;
        bool more = position_ < text_.size();
        while (more) {
            record.push_back(cell());
            more = position_ < text_.size() && text_[position_] == ',';
            position_ = std::min(position_ + 1, text_.size());  // past the comma or the line's end
            if (record.size() > most_columns) {
                give_up(record.back().place, fmt::format("more than {} columns", most_columns), "",
                        "");
            }
        }
        return record;
    }

  private:
    Node cell()
    {
        auto const start = text_.find_first_not_of(' ', position_);
        if (start != std::string_view::npos && text_[start] == '"') {
            return quoted_cell(start);
        }
        auto const end = std::min(text_.find_first_of(",\n", position_), text_.size());
        auto const begin = std::min(start, end);
        auto text = text_.substr(begin, end - begin);
        if (auto const quote = text.find('"'); quote != std::string_view::npos) {
            give_up({&source_, begin + quote}, "a quote within a field without quotes",
                    "quotes go around the whole field",
                    R"(write "..." around it, and "" for a quote within)");
        }
        text = text.substr(0, text.find_last_not_of(" \t") + 1);
        position_ = end;
        return make(std::string{text}, begin, false);
    }

    Node quoted_cell(std::size_t start)
    {
        std::string text;
        auto i = start + 1;
        for (; i < text_.size(); ++i) {
            bool const doubled = text_.substr(i).starts_with("\"\"");
            if (text_[i] == '"' && !doubled) {
                break;
            }
            text += text_[i];
            i += doubled ? 1 : 0;
        }
        if (i >= text_.size()) {
            give_up({&source_, start}, "the quote opened here is never closed", "",
                    "add \" where the field ends");
        }
        position_ = std::min(text_.find_first_not_of(' ', i + 1), text_.size());
        if (position_ < text_.size() && text_[position_] != ',' && text_[position_] != '\n') {
            give_up({&source_, position_}, "text follows a closed quote",
                    "the field ends with its quote", "write \"\" for a quote within");
        }
        return make(std::move(text), start, true);
    }

    Node make(std::string text, std::size_t offset, bool quoted) const
    {
        Place const place{&source_, offset};
        bool const nothing = text.empty() && !quoted;
        return {.kind = nothing ? Node::Kind::nothing : Node::Kind::scalar,
                .quoted = quoted,
                .text = std::move(text),
                .place = place,
                .key_place = place};
    }

    Source const& source_;
    std::string_view text_;
    std::size_t position_ = 0;
};

void check_separator(Node const& first)
{
    for (char const separator : {';', '\t', '|'}) {
        if (auto const found = first.text.find(separator); found != std::string::npos) {
            give_up({first.place.source, first.place.offset + found},
                    "columns are not separated by commas",
                    separator == '\t' ? "a tab stands here"
                                      : fmt::format("a {} stands here", separator),
                    "save the table with commas, and numbers with decimal points");
        }
    }
}

}  // namespace

Csv parse_csv(Source const& source, Mistakes& mistakes)
{
    Records records{source};
    Csv table{.header = records.next(), .rows = {}};
    auto const columns = table.header.size();
    if (columns == 0) {
        give_up({&source, 0}, "the table is empty", "its first line names the columns", "");
    }
    if (columns == 1) {
        check_separator(table.header[0]);
    }
    std::size_t cells = columns;
    for (auto row = records.next(); !row.empty(); row = records.next()) {
        cells += row.size();
        if (cells > most_cells) {
            give_up(row[0].place, fmt::format("the table has more than {} fields", most_cells), "",
                    "");
        }
        if (row.size() == columns) {
            table.rows.push_back(std::move(row));
            continue;
        }
        mistakes.add(row.size() > columns ? row[columns].place : row.back().place,
                     fmt::format("this row has {} field{}, not {}", row.size(),
                                 row.size() == 1 ? "" : "s", columns),
                     "the header names that many columns",
                     row.size() > columns ? "put a text with a comma in quotes"
                                          : "add commas for fields without a value",
                     table.header[0].place, "the header");
    }
    return table;
}

}  // namespace parley
