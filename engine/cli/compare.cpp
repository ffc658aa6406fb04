#include "cli/commands.hpp"
#include "cli/standard_streams.hpp"
#include "cli/text_table.hpp"
#include "output/result_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstdint>
#include <functional>
#include <iterator>
#include <optional>
#include <sstream>
#include <utility>
#include <variant>

namespace parley {
namespace {

using Text = ResultHeader::Text;

/// The first line in which two texts differ, counted from 1.
std::string first_difference(std::string const& a, std::string const& b)
{
    std::istringstream left{a};
    std::istringstream right{b};
    std::string left_line;
    std::string right_line;
    for (int line = 1;; ++line) {
        bool const more_left = static_cast<bool>(std::getline(left, left_line));
        bool const more_right = static_cast<bool>(std::getline(right, right_line));
        if (!more_left && !more_right) {
            return "line ends";
        }
        if (!more_left || !more_right || left_line != right_line) {
            return fmt::format("from line {}", line);
        }
    }
}

using Attribute = std::pair<std::string, std::string>;

/// Those of `all` whose name none of the others has.
template <class Named, class Name>
std::vector<Named> only_in(std::vector<Named> const& all, std::vector<Named> const& others,
                           Name name)
{
    std::vector<Named> found;
    std::ranges::copy_if(all, std::back_inserter(found), [&](Named const& each) {
        return std::ranges::find(others, std::invoke(name, each), name) == others.end();
    });
    return found;
}

std::string compare_attributes(ResultHeader const& a, ResultHeader const& b)
{
    TextTable table{{{"attribute"}, {"first"}, {"second"}}};
    for (auto const& [name, value] : a.attributes) {
        if (name == "sums_sha256") {
            continue;  // differs whenever anything does
        }
        auto const other =
            std::ranges::find(b.attributes, name, &std::pair<std::string, std::string>::first);
        std::string const theirs = other == b.attributes.end() ? "(missing)" : other->second;
        if (theirs != value) {
            table.add({name, value, theirs});
        }
    }
    for (auto const& [name, value] : only_in(b.attributes, a.attributes, &Attribute::first)) {
        table.add({name, "(missing)", value});
    }
    return table.empty() ? "" : table.text();
}

void compare_texts(TextTable& table, std::vector<Text> const& a, std::vector<Text> const& b)
{
    for (Text const& mine : a) {
        auto const theirs = std::ranges::find(b, mine.name, &Text::name);
        if (theirs == b.end()) {
            table.add({mine.name, "only in the first"});
        } else if (theirs->text != mine.text) {
            table.add({mine.name, first_difference(mine.text, theirs->text)});
        }
    }
    for (Text const& theirs : only_in(b, a, &Text::name)) {
        table.add({theirs.name, "only in the second"});
    }
}

std::string compare_inputs(ResultHeader const& a, ResultHeader const& b)
{
    TextTable table{{{"input"}, {"differs"}}};
    compare_texts(table, a.provenance, b.provenance);
    compare_texts(table, a.files, b.files);
    return table.empty() ? "" : table.text();
}

std::string compare_dimensions(ResultHeader const& a, ResultHeader const& b)
{
    TextTable table{{{"dimension"},
                     {"first", TextTable::Align::right},
                     {"second", TextTable::Align::right},
                     {"labels"}}};
    using Dimension = ResultHeader::Dimension;
    for (auto const& mine : only_in(a.dimensions, b.dimensions, &Dimension::name)) {
        table.add({mine.name, fmt::format("{}", mine.size), "(missing)"});
    }
    for (auto const& theirs : only_in(b.dimensions, a.dimensions, &Dimension::name)) {
        table.add({theirs.name, "(missing)", fmt::format("{}", theirs.size)});
    }
    for (auto const& mine : a.dimensions) {
        auto const theirs = std::ranges::find(b.dimensions, mine.name, &Dimension::name);
        if (theirs != b.dimensions.end() &&
            (theirs->size != mine.size || theirs->labels != mine.labels)) {
            table.add({mine.name, fmt::format("{}", mine.size), fmt::format("{}", theirs->size),
                       theirs->labels == mine.labels ? "the same" : "differ"});
        }
    }
    return table.empty() ? "" : table.text();
}

/// How many values differ, and by how much at most; NaN equals NaN.
struct Difference {
    std::size_t count = 0;
    double greatest = 0.0;
};

double gap(double a, double b)
{
    double const between = std::abs(a - b);
    return std::isnan(between) ? 0.0 : between;
}

double gap(std::integral auto a, std::integral auto b)
{
    auto const [least, most] = std::minmax(a, b);
    return static_cast<double>(static_cast<std::uint64_t>(most) -
                               static_cast<std::uint64_t>(least));
}

bool are_equal(double a, double b)
{
    return a == b || (std::isnan(a) && std::isnan(b));
}

bool are_equal(std::integral auto a, std::integral auto b)
{
    return a == b;
}

template <class Number>
Difference difference(std::vector<Number> const& a, std::vector<Number> const& b)
{
    Difference found;
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (!are_equal(a[i], b[i])) {
            ++found.count;
            found.greatest = std::max(found.greatest, gap(a[i], b[i]));
        }
    }
    return found;
}

/// What is told of a variable of numbers: nothing where all are equal.
std::vector<std::string> told_of(ResultHeader::Variable const& variable, ExactNumbers const& a,
                                 ExactNumbers const& b)
{
    if (a.index() != b.index()) {
        return {variable.name, "another type"};
    }
    return std::visit(
        [&]<class Number>(std::vector<Number> const& mine) -> std::vector<std::string> {
            auto const& theirs = std::get<std::vector<Number>>(b);
            if (mine.size() != theirs.size()) {
                return {variable.name, "another shape"};
            }
            auto const [count, greatest] = difference(mine, theirs);
            if (count == 0) {
                return {};
            }
            return {variable.name, fmt::format("{} of {}", count, mine.size()),
                    fmt::format("{:.3g}", greatest), variable.units};
        },
        a);
}

/// What keeps values from being compared one by one; empty where nothing does.
std::string other_description(ResultHeader::Variable const& a, ResultHeader::Variable const& b)
{
    if (a.dimensions != b.dimensions) {
        return "other axes";
    }
    if (a.units != b.units) {
        return "another unit";
    }
    return a.flags != b.flags || a.long_name != b.long_name || a.parameter != b.parameter
               ? "another meaning"
               : "";
}

std::string compare_variables(ResultReader const& a, ResultReader const& b,
                              ResultHeader const& header_a, ResultHeader const& header_b)
{
    using Variable = ResultHeader::Variable;
    TextTable table{{{"variable"},
                     {"values that differ", TextTable::Align::right},
                     {"by at most", TextTable::Align::right},
                     {"unit"}}};
    for (Variable const& variable : header_a.variables) {
        auto const other = std::ranges::find(header_b.variables, variable.name, &Variable::name);
        if (other == header_b.variables.end()) {
            table.add({variable.name, "only in the first"});
        } else if (auto const what = other_description(variable, *other); !what.empty()) {
            table.add({variable.name, what});
        } else if (variable.type == "text") {
            if (a.texts(variable.name) != b.texts(variable.name)) {
                table.add({variable.name, "texts"});
            }
        } else if (auto told = told_of(variable, a.exact_numbers(variable.name),
                                       b.exact_numbers(variable.name));
                   !told.empty()) {
            table.add(std::move(told));
        }
    }
    for (Variable const& variable :
         only_in(header_b.variables, header_a.variables, &Variable::name)) {
        table.add({variable.name, "only in the second"});
    }
    return table.empty() ? "" : table.text();
}

}  // namespace

Exit compare_results(std::string const& first, std::string const& second)
{
    ResultReader const a{first};
    ResultReader const b{second};
    ResultHeader const header_a = a.header();
    ResultHeader const header_b = b.header();
    std::string text;
    auto const report = [&](std::string_view title, std::string const& table) {
        text += table.empty() ? "" : fmt::format("\n{}\n\n{}", title, table);
    };
    report("Where they come from", compare_attributes(header_a, header_b));
    report("What they were made from", compare_inputs(header_a, header_b));
    report("What they are labelled by", compare_dimensions(header_a, header_b));
    report("What came out", compare_variables(a, b, header_a, header_b));
    say("{} and {} {}\n{}", first, second, text.empty() ? "are equal" : "differ", text);
    return text.empty() ? Exit::done : Exit::different;
}

}  // namespace parley
