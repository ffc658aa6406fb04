#include "positions/position_row.hpp"

#include "scenario/reading/reader.hpp"

#include <fmt/format.h>

#include <string_view>

namespace parley {

namespace {

std::size_t constexpr longest_name = 100;  // bytes

// Payoffs stay finite, and far from where sums of them lose their meaning.
double constexpr largest_weight = 1e12;
double constexpr largest_payoff = 1e36;
double constexpr largest_money = 1e18;

void describe_row(Describer& describer, PositionRow& row)
{
    Range const position{.least = -largest_weight, .most = largest_weight};
    Range const weight{.least = 0.0, .most = largest_weight};
    auto const required = [](std::string_view name, std::string_view about) {
        return Key{.name = name, .about = about, .required = true};
    };
    describer.text(required("actor", "who wants something"), row.actor);
    describer.text(required("issue", "on what"), row.issue);
    describer.number(required("position", "on the scale of the issue"), row.position, position);
    describer.number(required("salience", "how much the issue weighs for the actor"), row.salience,
                     weight);
    describer.number(required("power", "how much the actor weighs"), row.power, weight);
    describer.number({.name = "status_quo", .about = "where the issue stands without agreement"},
                     row.status_quo, position);
    describer.number({.name = "reservation", .about = "payoff of no agreement"}, row.reservation,
                     {.least = -largest_payoff, .most = largest_payoff});
    describer.number({.name = "red_line", .about = "greatest loss on the issue"}, row.red_line,
                     {.least = 0.0, .most = largest_payoff});
    describer.number({.name = "gdp", .about = "product of the actor"}, row.gdp,
                     {.least = 0.0, .most = largest_money, .above = true, .unit = "USD a year"});
    describer.number({.name = "transfer",
                      .about = "what the actor gets at position 1 of an issue that is money, below "
                               "0 what it pays"},
                     row.transfer,
                     {.least = -largest_money, .most = largest_money, .unit = "USD a year"});
}

bool check_name(Node const& cells, std::string_view column, Mistakes& mistakes)
{
    auto const* cell = cells.find(column);
    if (cell == nullptr) {
        return false;  // missed by the reader
    }
    if (!is_visible(cell->text) || cell->text.size() > longest_name || cell->text.empty()) {
        mistakes.add(
            cell->place,
            fmt::format("{} cannot be the name of an {}", in_quotes(cell->text), column),
            fmt::format("a name is one line of visible text, at most {} bytes", longest_name));
        return false;
    }
    return true;
}

/// What messages call a cell of the row, cut where it would be endless.
std::string name_of(Node const& cells, std::string_view column)
{
    auto const* cell = cells.find(column);
    return cell == nullptr ? std::string{column} : cell->text.substr(0, longest_name);
}

}  // namespace

TableColumns position_columns()
{
    PositionRow prototype;
    return table_columns("position",
                         [&](Describer& describer) { describe_row(describer, prototype); });
}

std::optional<PositionRow> read_position_row(Node const& cells, Mistakes& mistakes)
{
    auto const before = mistakes.count();
    PositionRow row;
    Reading reading{cells, mistakes};
    Reader reader{cells, fmt::format("{}.{}", name_of(cells, "actor"), name_of(cells, "issue")),
                  reading};
    describe_row(reader, row);
    reader.finish();
    bool const actor = check_name(cells, "actor", mistakes);
    bool const issue = check_name(cells, "issue", mistakes);
    return actor && issue && mistakes.count() == before ? std::optional{row} : std::nullopt;
}

}  // namespace parley
