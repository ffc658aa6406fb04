#include "cli/commands.hpp"
#include "cli/csv_field.hpp"
#include "cli/overwriting.hpp"
#include "cli/standard_streams.hpp"
#include "cli/treaties.hpp"
#include "output/pending_file.hpp"
#include "output/result_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <concepts>
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
        {treaties, {"session"}},
    };
    return all;
}

std::string field(double value, std::vector<std::pair<int, std::string>> const& /*flags*/)
{
    return std::isnan(value) ? "" : fmt::format("{}", value);
}

std::string field(std::integral auto value, std::vector<std::pair<int, std::string>> const& flags)
{
    auto const flag = std::ranges::find_if(
        flags, [&](auto const& each) { return std::cmp_equal(each.first, value); });
    return flag != flags.end() ? csv_text(flag->second) : fmt::format("{}", value);
}

std::vector<std::string> fields(std::vector<std::string> const& texts)
{
    std::vector<std::string> safe;
    std::ranges::transform(texts, std::back_inserter(safe), csv_text);
    return safe;
}

/// One column as fields of CSV, whatever its type. NaN is an empty field, and flags are words.
std::vector<std::string> column(ResultReader const& reader, ResultHeader::Variable const& variable)
{
    if (variable.type == "text") {
        return fields(reader.texts(variable.name));
    }
    std::vector<std::string> texts;
    std::visit(
        [&](auto const& values) {
            for (auto const value : values) {
                texts.push_back(field(value, variable.flags));
            }
        },
        reader.exact_numbers(variable.name));
    return texts;
}

/// The columns of a table with their names, all of the same length.
class Sheet {
  public:
    /// Throws InputFileError where the result has no such table.
    Sheet(ResultReader const& reader, Kind const& kind, std::string const& file)
        : reader_{reader}, header_{reader.header()}
    {
        require(kind, file);
        for (std::string const& name : kind.dimensions) {
            sizes_.push_back(dimension(name).size);
            rows_ *= sizes_.back();
        }
        for (std::size_t d = 0; d < kind.dimensions.size(); ++d) {
            add_labels(d, kind.dimensions[d]);
        }
        for (auto const& variable : header_.variables) {
            bool const label = std::ranges::count(kind.dimensions, variable.name) > 0;
            if (variable.dimensions == kind.dimensions && !label) {
                add(variable.name, column(reader_, variable));
            }
        }
    }

    [[nodiscard]] std::string csv() const
    {
        std::string text;
        for (std::size_t c = 0; c < names_.size(); ++c) {
            text += (c == 0 ? "" : ",") + csv_text(names_[c]);
        }
        text += "\n";
        for (std::size_t row = 0; row < rows_; ++row) {
            for (std::size_t c = 0; c < columns_.size(); ++c) {
                text += (c == 0 ? "" : ",") + columns_[c][row];
            }
            text += "\n";
        }
        return text;
    }

  private:
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

    [[nodiscard]] ResultHeader::Dimension const& dimension(std::string const& name) const
    {
        return *std::ranges::find(header_.dimensions, name, &ResultHeader::Dimension::name);
    }

    void add(std::string name, std::vector<std::string> values)
    {
        names_.push_back(std::move(name));
        columns_.push_back(std::move(values));
    }

    /// Values along one dimension, each repeated for what lies inside it, and all for what lies
    /// outside.
    [[nodiscard]] std::vector<std::string> spread(std::size_t d,
                                                  std::vector<std::string> const& values) const
    {
        std::size_t const inner =
            std::accumulate(sizes_.begin() + static_cast<std::ptrdiff_t>(d) + 1, sizes_.end(),
                            std::size_t{1}, std::multiplies<>{});
        std::vector<std::string> spread_out(rows_);
        for (std::size_t row = 0; row < rows_; ++row) {
            spread_out[row] = values[row / inner % sizes_[d]];
        }
        return spread_out;
    }

    void add_labels(std::size_t d, std::string const& name)
    {
        std::vector<std::string> labels = fields(dimension(name).labels);
        if (labels.empty()) {
            for (std::size_t i = 0; i < sizes_[d]; ++i) {
                labels.push_back(fmt::format("{}", i));
            }
        }
        add(name, spread(d, labels));
        if (name == "run" && sizes_.size() > 1) {  // what tells runs apart
            for (auto const& variable : header_.variables) {
                if (tells_runs_apart(variable)) {
                    add(variable.name, spread(d, column(reader_, variable)));
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

    ResultReader const& reader_;
    ResultHeader header_;
    std::vector<std::size_t> sizes_;
    std::size_t rows_ = 1;
    std::vector<std::string> names_;
    std::vector<std::vector<std::string>> columns_;
};

}  // namespace

std::vector<std::string> export_tables()
{
    std::vector<std::string> names;
    std::ranges::transform(kinds(), std::back_inserter(names),
                           [](Kind const& kind) { return std::string{kind.name}; });
    return names;
}

Exit export_table(std::string const& file, std::string const& table, std::string const& output)
{
    ResultReader const reader{file};
    refuse_to_overwrite({{file, "the result itself"}}, {output});
    Kind const& kind = *std::ranges::find(kinds(), table, &Kind::name);
    std::string const csv =
        table == treaties ? treaties_in_csv(reader, file) : Sheet{reader, kind, file}.csv();
    if (output.empty()) {
        say_text(csv);
    } else {
        write_text_file(output, csv);
    }
    return Exit::done;
}

}  // namespace parley
