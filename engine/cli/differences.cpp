#include "cli/differences.hpp"

#include "output/result_reader.hpp"

#include <algorithm>
#include <cmath>
#include <concepts>
#include <functional>
#include <iterator>
#include <sstream>
#include <utility>
#include <variant>

namespace parley {
namespace {

using Text = ResultHeader::Text;

/// The first line in which two texts differ, counted from 1; 0 where only line ends do.
std::uint64_t first_difference(std::string const& a, std::string const& b)
{
    std::istringstream left{a};
    std::istringstream right{b};
    std::string left_line;
    std::string right_line;
    for (std::uint64_t line = 1;; ++line) {
        bool const more_left = static_cast<bool>(std::getline(left, left_line));
        bool const more_right = static_cast<bool>(std::getline(right, right_line));
        if (!more_left && !more_right) {
            return 0;
        }
        if (!more_left || !more_right || left_line != right_line) {
            return line;
        }
    }
}

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

std::vector<Differences::Attribute> compare_attributes(ResultHeader const& a, ResultHeader const& b)
{
    using Attribute = std::pair<std::string, std::string>;
    std::vector<Differences::Attribute> found;
    for (auto const& [name, value] : a.attributes) {
        if (name == "sums_sha256") {
            continue;  // differs whenever anything does
        }
        auto const other = std::ranges::find(b.attributes, name, &Attribute::first);
        if (other == b.attributes.end()) {
            found.push_back({name, value, std::nullopt});
        } else if (other->second != value) {
            found.push_back({name, value, other->second});
        }
    }
    for (auto const& [name, value] : only_in(b.attributes, a.attributes, &Attribute::first)) {
        found.push_back({name, std::nullopt, value});
    }
    return found;
}

void compare_texts(std::vector<Differences::Input>& found, std::vector<Text> const& a,
                   std::vector<Text> const& b)
{
    for (Text const& mine : a) {
        auto const theirs = std::ranges::find(b, mine.name, &Text::name);
        if (theirs == b.end()) {
            found.push_back({.name = mine.name, .in_second = false});
        } else if (theirs->text != mine.text) {
            found.push_back({.name = mine.name, .line = first_difference(mine.text, theirs->text)});
        }
    }
    for (Text const& theirs : only_in(b, a, &Text::name)) {
        found.push_back({.name = theirs.name, .in_first = false});
    }
}

std::vector<Differences::Dimension> compare_dimensions(ResultHeader const& a, ResultHeader const& b)
{
    using Dimension = ResultHeader::Dimension;
    std::vector<Differences::Dimension> found;
    for (auto const& mine : only_in(a.dimensions, b.dimensions, &Dimension::name)) {
        found.push_back({mine.name, mine.size, std::nullopt});
    }
    for (auto const& theirs : only_in(b.dimensions, a.dimensions, &Dimension::name)) {
        found.push_back({theirs.name, std::nullopt, theirs.size});
    }
    for (auto const& mine : a.dimensions) {
        auto const theirs = std::ranges::find(b.dimensions, mine.name, &Dimension::name);
        if (theirs != b.dimensions.end() &&
            (theirs->size != mine.size || theirs->labels != mine.labels)) {
            found.push_back({mine.name, mine.size, theirs->size, theirs->labels == mine.labels});
        }
    }
    return found;
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

/// What differs of a variable of numbers; nothing where all are equal.
std::optional<Differences::Variable> compare_numbers(ResultHeader::Variable const& variable,
                                                     ExactNumbers const& a, ExactNumbers const& b)
{
    Differences::Variable found{.name = variable.name};
    if (a.index() != b.index()) {
        found.what = "another type";
        return found;
    }
    std::visit(
        [&]<class Number>(std::vector<Number> const& mine) {
            auto const& theirs = std::get<std::vector<Number>>(b);
            if (mine.size() != theirs.size()) {
                found.what = "another shape";
                return;
            }
            auto const [count, greatest] = difference(mine, theirs);
            found.units = variable.units;
            found.values = mine.size();
            found.differing = count;
            found.by_at_most = greatest;
        },
        a);
    return found.what.empty() && found.differing == 0 ? std::nullopt : std::optional{found};
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

std::vector<Differences::Variable> compare_variables(ResultReader const& a, ResultReader const& b,
                                                     ResultHeader const& header_a,
                                                     ResultHeader const& header_b)
{
    using Variable = ResultHeader::Variable;
    std::vector<Differences::Variable> found;
    for (Variable const& variable : header_a.variables) {
        auto const other = std::ranges::find(header_b.variables, variable.name, &Variable::name);
        if (other == header_b.variables.end()) {
            found.push_back({.name = variable.name, .what = "only in the first"});
        } else if (auto what = other_description(variable, *other); !what.empty()) {
            found.push_back({.name = variable.name, .what = std::move(what)});
        } else if (variable.type == "text") {
            if (a.texts(variable.name) != b.texts(variable.name)) {
                found.push_back({.name = variable.name, .what = "texts"});
            }
        } else if (auto numbers = compare_numbers(variable, a.exact_numbers(variable.name),
                                                  b.exact_numbers(variable.name))) {
            found.push_back(std::move(*numbers));
        }
    }
    for (Variable const& variable :
         only_in(header_b.variables, header_a.variables, &Variable::name)) {
        found.push_back({.name = variable.name, .what = "only in the second"});
    }
    return found;
}

}  // namespace

Differences differences(ResultReader const& first, ResultReader const& second)
{
    ResultHeader const a = first.header();
    ResultHeader const b = second.header();
    Differences found{.attributes = compare_attributes(a, b),
                      .inputs = {},
                      .dimensions = compare_dimensions(a, b),
                      .variables = compare_variables(first, second, a, b)};
    compare_texts(found.inputs, a.provenance, b.provenance);
    compare_texts(found.inputs, a.files, b.files);
    return found;
}

}  // namespace parley
