#include "positions/positions_reader.hpp"

#include "document/number.hpp"
#include "positions/position_row.hpp"
#include "scenario/reading/tables.hpp"

#include <fmt/format.h>

#include <limits>
#include <map>
#include <optional>
#include <utility>

namespace parley {

namespace {

using Index = Eigen::Index;

std::size_t constexpr most_actors = 2'000;
std::size_t constexpr most_issues = 500;
std::size_t constexpr most_pairs = 100'000;

/// A number that several rows must say alike, or none of them.
struct Said {
    std::optional<double> value;
    Place place;
};

/// The first rows of an issue that say, and do not say, what is paid.
struct Money {
    std::optional<Place> paid;
    std::optional<Place> free;
};

std::string in_words(std::optional<double> const& value)
{
    return value ? to_text(*value) : "not given";
}

Place place_of(Node const& row, std::string_view column)
{
    auto const* cell = row.find(column);
    return cell == nullptr ? row.place : cell->place;
}

/// Puts the rows of a file together.
class Collection {
  public:
    explicit Collection(Mistakes& mistakes) : mistakes_{mistakes} {}

    void add(Node const& node);

    [[nodiscard]] Positions positions() const;

  private:
    struct Cell {
        PositionRow row;
        Place place;
    };

    bool is_too_much(Node const& node, PositionRow const& row);
    void relate(Node const& node, PositionRow const& row);
    void relate_money(Node const& node, PositionRow const& row);
    void keep(Node const& node, PositionRow const& row);
    void agree(std::map<std::string, Said>& known, std::string_view noun, std::string const& name,
               std::string_view what, Said const& now) const;

    Mistakes& mistakes_;
    std::map<std::string, Said> power_;        // by actor
    std::map<std::string, Said> reservation_;  // by actor
    std::map<std::string, Said> gdp_;          // by actor
    std::map<std::string, Said> status_quo_;   // by issue
    std::map<std::string, Money> money_;       // by issue
    std::map<std::pair<std::string, std::string>, Cell> cells_;
    bool overflowed_ = false;
};

/// Complains once; what follows is not worth reading.
bool Collection::is_too_much(Node const& node, PositionRow const& row)
{
    auto const actors = power_.size() + (power_.contains(row.actor) ? 0 : 1);
    auto const issues = status_quo_.size() + (status_quo_.contains(row.issue) ? 0 : 1);
    if (actors <= most_actors && issues <= most_issues && actors * issues <= most_pairs) {
        return false;
    }
    overflowed_ = true;
    mistakes_.add(node.place, "there are too many actors and issues",
                  fmt::format("one table holds at most {} actors, {} issues and {} pairs of them",
                              most_actors, most_issues, most_pairs));
    return true;
}

void Collection::agree(std::map<std::string, Said>& known, std::string_view noun,
                       std::string const& name, std::string_view what, Said const& now) const
{
    auto const& first = known.emplace(name, now).first->second;
    if (first.value != now.value) {
        mistakes_.add(now.place,
                      fmt::format("the {} of {} {} is {} here", what, noun, in_quotes(name),
                                  in_words(now.value)),
                      fmt::format("it is the same in every row of an {}", noun),
                      "write the same number in all of them", first.place,
                      fmt::format("it is {} here", in_words(first.value)));
    }
}

void Collection::add(Node const& node)
{
    if (overflowed_) {
        return;
    }
    auto const row = read_position_row(node, mistakes_);
    if (row && !is_too_much(node, *row)) {
        relate(node, *row);
        keep(node, *row);
    }
}

void Collection::relate(Node const& node, PositionRow const& row)
{
    agree(power_, "actor", row.actor, "power", {row.power, place_of(node, "power")});
    agree(reservation_, "actor", row.actor, "reservation value",
          {row.reservation, place_of(node, "reservation")});
    agree(gdp_, "actor", row.actor, "product", {row.gdp, place_of(node, "gdp")});
    agree(status_quo_, "issue", row.issue, "status quo",
          {row.status_quo, place_of(node, "status_quo")});
    if (row.red_line && !row.status_quo) {
        mistakes_.add(place_of(node, "red_line"),
                      fmt::format("a red line on {} without a status quo", in_quotes(row.issue)),
                      "losses count from the status quo", "give the status_quo of the issue");
    }
    relate_money(node, row);
}

/// A row on an issue that is money fits what the other rows say.
void Collection::relate_money(Node const& node, PositionRow const& row)
{
    Place const place = place_of(node, "transfer");
    if (row.transfer && !row.gdp) {
        mistakes_.add(place,
                      fmt::format("a transfer to {} without its product", in_quotes(row.actor)),
                      "its worth is a share of the product", "give the gdp of the actor");
    }
    if (row.transfer && row.salience != 0.0) {
        mistakes_.add(
            place_of(node, "salience"),
            fmt::format("{} weighs {}, which is money", in_quotes(row.actor), in_quotes(row.issue)),
            "what a transfer is worth follows from the product", "write salience 0");
    }
    Money& money = money_[row.issue];
    auto& same = row.transfer ? money.paid : money.free;
    auto const& other = row.transfer ? money.free : money.paid;
    same = same.value_or(place);
    if (other) {
        mistakes_.add(place, fmt::format("{} is money in some rows only", in_quotes(row.issue)),
                      "a transfer is money for all, and 0 to whom it neither pays nor brings",
                      "give the transfer in every row of the issue", *other,
                      row.transfer ? "there is none here" : "it is money here");
    }
}

void Collection::keep(Node const& node, PositionRow const& row)
{
    auto const key = std::pair{row.actor, row.issue};
    auto const [known, is_new] = cells_.emplace(key, Cell{row, node.place});
    if (!is_new) {
        mistakes_.add(node.place,
                      fmt::format("the position of {} on {} is given twice", in_quotes(row.actor),
                                  in_quotes(row.issue)),
                      "", "remove one of the rows", known->second.place, "it is first given here");
    }
}

Positions Collection::positions() const
{
    double constexpr infinity = std::numeric_limits<double>::infinity();
    double constexpr unknown = std::numeric_limits<double>::quiet_NaN();
    auto const n = static_cast<Index>(power_.size());
    auto const issues = static_cast<Index>(status_quo_.size());
    Positions result{.actors = {},
                     .issues = {},
                     .position = Matrix::Constant(n, issues, unknown),
                     .salience = Matrix::Zero(n, issues),
                     .red_line = Matrix::Constant(n, issues, infinity),
                     .power = Vector(n),
                     .status_quo = Vector(issues),
                     .reservation = Vector(n),
                     .gdp = Vector(n),
                     .transfer = Matrix::Zero(n, issues)};
    std::map<std::string, Index> row_of;
    std::map<std::string, Index> column_of;
    for (auto const& [issue, said] : status_quo_) {
        column_of[issue] = std::ssize(result.issues);
        result.status_quo(std::ssize(result.issues)) = said.value.value_or(unknown);
        result.issues.push_back(issue);
    }
    for (auto const& [actor, said] : power_) {
        row_of[actor] = std::ssize(result.actors);
        result.power(std::ssize(result.actors)) = *said.value;
        result.reservation(std::ssize(result.actors)) =
            reservation_.at(actor).value.value_or(unknown);
        result.gdp(std::ssize(result.actors)) = gdp_.at(actor).value.value_or(unknown);
        result.actors.push_back(actor);
    }
    for (auto const& [names, cell] : cells_) {
        auto const i = row_of.at(names.first);
        auto const k = column_of.at(names.second);
        result.position(i, k) = cell.row.position;
        result.salience(i, k) = cell.row.salience;
        result.red_line(i, k) = cell.row.red_line.value_or(infinity);
        result.transfer(i, k) = cell.row.transfer.value_or(0.0);
    }
    return result;
}

Positions read(Source const& source)
{
    Mistakes mistakes;
    Node section;
    fill_from_table(section, position_columns(), source, mistakes);
    auto positions = collect_positions(section.items, mistakes);
    if (section.items.empty() && mistakes.empty()) {
        mistakes.add({&source, 0}, "there is no position in the file", "a table needs an actor",
                     "write a row for every actor and issue");
    }
    mistakes.raise();
    return *std::move(positions);
}

}  // namespace

std::optional<Positions> collect_positions(std::span<Node const> rows, Mistakes& mistakes)
{
    auto const before = mistakes.count();
    Collection collection{mistakes};
    for (Node const& row : rows) {
        collection.add(row);
    }
    return mistakes.count() == before ? std::optional{collection.positions()} : std::nullopt;
}

Positions read_positions(std::string_view bytes, std::string shown)
{
    return read(source_of(bytes, std::move(shown), Source::Kind::table));
}

Positions read_positions(std::string const& path)
{
    return read_positions(read_file(path, path, Source::Kind::table), path);
}

}  // namespace parley
