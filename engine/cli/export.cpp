#include "cli/commands.hpp"
#include "cli/csv_field.hpp"
#include "cli/file_kind.hpp"
#include "cli/overwriting.hpp"
#include "cli/table_output.hpp"
#include "cli/treaties.hpp"
#include "document/mistake.hpp"
#include "document/nearest.hpp"
#include "output/pace.hpp"
#include "output/result_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <concepts>
#include <filesystem>
#include <functional>
#include <iterator>
#include <numeric>
#include <utility>
#include <variant>

namespace parley {
namespace {

/// A table for spreadsheets: one row for each combination of labels, one column a variable.
struct Kind {
    std::string_view name;
    std::vector<std::string> dimensions;
};

/// The table that has a form of its own.
constexpr std::string_view treaties = "treaties";

std::vector<Kind> const& kinds()
{
    static std::vector<Kind> const all{
        {"runs", {"run"}},
        {"times", {"run", "time"}},
        {"states", {"run", "time", "state"}},
        {"profiles", {"run", "time", "state", "role"}},
        {"levels", {"run", "time", "level"}},
        {"policies", {"run", "time", "state", "issue"}},
        {"forums", {"run", "time", "forum", "issue"}},
        {"sessions", {"session"}},
        {"terms", {"session", "issue"}},
        {"parts", {"session", "state"}},
        {"issues", {"run", "issue"}},
        {"agreements", {"run", "level", "issue"}},
        {"pairs", {"run", "pair"}},
        {"organisations", {"run", "time", "organisation"}},
        {treaties, {"session"}},
    };
    return all;
}

using Flags = std::vector<std::pair<int, std::string>>;

void add_field(std::string& line, double value, Flags const& /*flags*/)
{
    if (!std::isnan(value)) {
        fmt::format_to(std::back_inserter(line), "{}", value);
    }
}

void add_field(std::string& line, std::integral auto value, Flags const& flags)
{
    auto const flag = std::ranges::find_if(
        flags, [&](auto const& each) { return std::cmp_equal(each.first, value); });
    if (flag != flags.end()) {
        line += csv_text(flag->second);
    } else {
        fmt::format_to(std::back_inserter(line), "{}", value);
    }
}

void add_field(std::string& line, std::string const& text, Flags const& /*flags*/)
{
    line += csv_text(text);
}

/// A table as CSV, read and written in blocks of runs (or sessions), so that it may be larger than
/// the memory. NaN is an empty field, and flags are words.
class Sheet {
  public:
    /// Throws InputFileError where the result has no such table, or its values are damaged.
    Sheet(ResultReader const& reader, Kind const& kind, ExportOptions const& options)
        : reader_{reader}, header_{reader.header()}
    {
        auto const& file = options.file;
        require(kind, file);
        for (std::string const& name : kind.dimensions) {
            sizes_.push_back(dimension(name).size);
        }
        require_size(kind, file);
        for (std::size_t d = 0; d < kind.dimensions.size(); ++d) {
            add_labels(d, kind.dimensions[d]);
        }
        for (auto const& variable : chosen(kind, options)) {
            add_values(variable, 1);
        }
    }

    /// Puts all lines into a table.
    void write(TableOutput& table)
    {
        std::string text;
        for (Column const& column : columns_) {
            text += (text.empty() ? "" : ",") + csv_text(column.name);
        }
        table.add(text + "\n");
        Pace pace{most_lines / std::max<std::size_t>(lines_of_an_entry(), 1)};
        for (std::size_t first = 0; first < sizes_.front();) {
            auto const count = std::min(pace.rows(), sizes_.front() - first);
            text.clear();
            add_block(text, first, count);
            table.add(text);
            pace.saw(count, text.size());
            first += count;
        }
    }

  private:
    static constexpr std::size_t most_lines = 32'768;  // of a block

    /// Labels of a dimension, or values.
    struct Column {
        std::string name;
        std::size_t repeated = 1;           ///< lines that have the same entry
        std::size_t size = 0;               ///< of labels: how many there are
        std::vector<std::string> labels{};  ///< as fields; none where they count
        bool has_values = false;
        Flags flags{};
        OwnedValues values{};  ///< of the block
    };

    /// The variables that lie along the table's dimensions, or those of them that are asked for.
    [[nodiscard]] std::vector<ResultHeader::Variable> chosen(Kind const& kind,
                                                             ExportOptions const& options) const
    {
        std::vector<ResultHeader::Variable> variables;
        std::vector<std::string> names;
        for (auto const& variable : header_.variables) {
            bool const label = std::ranges::count(kind.dimensions, variable.name) > 0;
            if (variable.dimensions == kind.dimensions && !label) {
                variables.push_back(variable);
                names.push_back(variable.name);
            }
        }
        for (std::string const& name : options.variables) {
            if (std::ranges::count(names, name) == 0) {
                throw InputFileError{
                    options.file, fmt::format("has no variable {} in its table '{}'; {}",
                                              in_quotes(name), kind.name, suggestion(name, names))};
            }
        }
        std::erase_if(variables, [&](ResultHeader::Variable const& variable) {
            return !options.variables.empty() &&
                   std::ranges::count(options.variables, variable.name) == 0;
        });
        return variables;
    }

    void require(Kind const& kind, std::string const& file) const
    {
        for (std::string const& name : kind.dimensions) {
            if (std::ranges::find(header_.dimensions, name, &ResultHeader::Dimension::name) ==
                header_.dimensions.end()) {
                throw InputFileError{
                    file, fmt::format("has no table '{}' (it has no axis '{}')", kind.name, name)};
            }
        }
    }

    /// Labels alone could make a table without end: a file has no more lines than bits.
    void require_size(Kind const& kind, std::string const& file) const
    {
        constexpr std::size_t most_compressed = 1032;  // values in a byte, by deflate [RFC 1951]
        std::uintmax_t left = most_compressed * std::filesystem::file_size(file);
        for (std::size_t const size : sizes_) {
            left /= std::max<std::size_t>(size, 1);
        }
        if (left == 0 && std::ranges::count(sizes_, std::size_t{0}) == 0) {
            throw InputFileError{
                file, fmt::format("has more lines in its table '{}' than it can hold", kind.name)};
        }
    }

    [[nodiscard]] ResultHeader::Dimension const& dimension(std::string const& name) const
    {
        return *std::ranges::find(header_.dimensions, name, &ResultHeader::Dimension::name);
    }

    /// How many lines an entry of a dimension stands on, one after the other.
    [[nodiscard]] std::size_t lines_within(std::size_t d) const
    {
        return std::accumulate(sizes_.begin() + static_cast<std::ptrdiff_t>(d) + 1, sizes_.end(),
                               std::size_t{1}, std::multiplies<>{});
    }

    [[nodiscard]] std::size_t lines_of_an_entry() const { return lines_within(0); }

    void add_values(ResultHeader::Variable const& variable, std::size_t repeated)
    {
        reader_.check(variable.name);
        columns_.push_back({.name = variable.name,
                            .repeated = repeated,
                            .has_values = true,
                            .flags = variable.flags});
    }

    void add_labels(std::size_t d, std::string const& name)
    {
        Column column{.name = name, .repeated = lines_within(d), .size = sizes_[d]};
        std::ranges::transform(dimension(name).labels, std::back_inserter(column.labels), csv_text);
        columns_.push_back(std::move(column));
        if (name == "run" && sizes_.size() > 1) {  // what tells runs apart
            for (auto const& variable : header_.variables) {
                if (tells_runs_apart(variable)) {
                    add_values(variable, lines_of_an_entry());
                }
            }
        }
    }

    /// What-if and replicate; in a sweep also the point and what was varied.
    [[nodiscard]] bool tells_runs_apart(ResultHeader::Variable const& variable) const
    {
        bool const of_a_sweep = !header_.attribute("plan_sha256").empty();
        return variable.name == "what_if" || variable.name == "replicate" ||
               (of_a_sweep && variable.name == "point") || !variable.parameter.empty();
    }

    /// The lines of some entries of the first dimension.
    void add_block(std::string& text, std::size_t first, std::size_t count)
    {
        for (Column& column : columns_) {
            if (column.has_values) {
                column.values = reader_.rows(column.name, first, count);
            }
        }
        std::size_t const before = first * lines_of_an_entry();
        for (std::size_t line = 0; line < count * lines_of_an_entry(); ++line) {
            bool is_first = true;
            for (Column const& column : columns_) {
                text += std::exchange(is_first, false) ? "" : ",";
                if (column.has_values) {
                    add_value(text, column, line / column.repeated);
                } else {
                    add_label(text, column, (before + line) / column.repeated % column.size);
                }
            }
            text += "\n";
        }
    }

    static void add_value(std::string& text, Column const& column, std::size_t place)
    {
        std::visit([&](auto const& values) { add_field(text, values.at(place), column.flags); },
                   column.values);
    }

    static void add_label(std::string& text, Column const& column, std::size_t place)
    {
        if (column.labels.empty()) {
            fmt::format_to(std::back_inserter(text), "{}", place);
        } else {
            text += column.labels.at(place);
        }
    }

    ResultReader const& reader_;
    ResultHeader header_;
    std::vector<std::size_t> sizes_;
    std::vector<Column> columns_;
};

}  // namespace

std::vector<std::string> export_tables()
{
    std::vector<std::string> names;
    std::ranges::transform(kinds(), std::back_inserter(names),
                           [](Kind const& kind) { return std::string{kind.name}; });
    return names;
}

Exit export_table(ExportOptions const& options)
{
    refuse_other_kind(options.file, {FileKind::result}, "export");
    ResultReader const reader{options.file};
    refuse_to_overwrite({{options.file, "the result itself"}}, {options.output});
    Kind const& kind = *std::ranges::find(kinds(), options.table, &Kind::name);
    if (options.table == treaties) {
        if (!options.variables.empty()) {
            throw InputFileError{options.file,
                                 "has a table 'treaties' with columns of its own; leave "
                                 "'--variable' out, or export 'sessions'"};
        }
        TreatyTable const treaties_of_it{reader, options.file};
        TableOutput lines{options.output};
        treaties_of_it.write(lines);
        lines.finish();
    } else {
        Sheet sheet{reader, kind, options};
        TableOutput lines{options.output};
        sheet.write(lines);
        lines.finish();
    }
    tell("table '{}' of {} goes to {}", options.table, options.file,
         options.output.empty() ? "standard output" : options.output);
    return Exit::done;
}

}  // namespace parley
