#include "scenario/positions/positions_reader.hpp"

#include "scenario/reader.hpp"
#include "scenario/tables.hpp"
#include "scenario/text/number.hpp"

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
std::size_t constexpr longest_name = 100;  // bytes

// Payoffs stay finite, and far from where sums of them lose their meaning.
double constexpr largest_weight = 1e12;
double constexpr largest_payoff = 1e36;

struct Row {
    std::string actor{};
    std::string issue{};
    double position = 0.0;
    double salience = 0.0;
    double power = 0.0;
    std::optional<double> status_quo{};
    std::optional<double> reservation{};
    std::optional<double> red_line{};
};

void describe_row(Describer& describer, Row& row)
{
    Range const position{.least = -largest_weight, .most = largest_weight};
    Range const weight{.least = 0.0, .most = largest_weight};
    auto const required = [](std::string_view name, std::string_view about) {
        return Key{.name = name, .about = about, .required = true};
    };
    describer.text(required("actor", "who wants something"), row.actor);
    describer.text(required("issue", "on what"), row.issue);
    describer.number(
        required("position", "on the scale of the issue, at most 1e12 from 0 either way"),
        row.position, position);
    describer.number(required("salience", "how much the issue weighs for the actor, at most 1e12"),
                     row.salience, weight);
    describer.number(required("power", "how much the actor weighs, at most 1e12"), row.power,
                     weight);
    describer.number({.name = "status_quo", .about = "where the issue stands without agreement"},
                     row.status_quo, position);
    describer.number({.name = "reservation", .about = "payoff of no agreement, at most 1e36"},
                     row.reservation, {.least = -largest_payoff, .most = largest_payoff});
    describer.number({.name = "red_line", .about = "greatest loss on the issue, at most 1e36"},
                     row.red_line, {.least = 0.0, .most = largest_payoff});
}

/// A number that several rows must say alike, or none of them.
struct Said {
    std::optional<double> value;
    Place place;
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
        Row row;
        Place place;
    };

    bool is_name(Node const& node, std::string_view column) const;
    bool is_too_much(Node const& node, Row const& row) const;
    void agree(std::map<std::string, Said>& known, std::string_view noun, std::string const& name,
               std::string_view what, Said const& now) const;

    Mistakes& mistakes_;
    std::map<std::string, Said> power_;        // by actor
    std::map<std::string, Said> reservation_;  // by actor
    std::map<std::string, Said> status_quo_;   // by issue
    std::map<std::pair<std::string, std::string>, Cell> cells_;
    bool overflowed_ = false;
};

bool Collection::is_name(Node const& node, std::string_view column) const
{
    auto const* cell = node.find(column);
    if (cell == nullptr) {
        return false;  // missed by the reader
    }
    if (!is_visible(cell->text) || cell->text.size() > longest_name || cell->text.empty()) {
        mistakes_.add(
            cell->place,
            fmt::format("{} cannot be the name of an {}", in_quotes(cell->text), column),
            fmt::format("a name is one line of visible text, at most {} bytes", longest_name));
        return false;
    }
    return true;
}

/// Complains once; what follows is not worth reading.
bool Collection::is_too_much(Node const& node, Row const& row) const
{
    auto const actors = power_.size() + (power_.contains(row.actor) ? 0 : 1);
    auto const issues = status_quo_.size() + (status_quo_.contains(row.issue) ? 0 : 1);
    if (actors <= most_actors && issues <= most_issues && actors * issues <= most_pairs) {
        return false;
    }
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
    auto const before = mistakes_.count();
    auto const name = [&](std::string_view column) {
        auto const* cell = node.find(column);
        return cell == nullptr ? std::string{column} : cell->text.substr(0, longest_name);
    };
    Row row;
    Reading reading{node, mistakes_};
    Reader reader{node, fmt::format("{}.{}", name("actor"), name("issue")), reading};
    describe_row(reader, row);
    reader.finish();
    bool const named = is_name(node, "actor") & is_name(node, "issue");
    if (!named || mistakes_.count() > before) {
        return;
    }
    if (overflowed_ = is_too_much(node, row); overflowed_) {
        return;
    }
    agree(power_, "actor", row.actor, "power", {row.power, place_of(node, "power")});
    agree(reservation_, "actor", row.actor, "reservation value",
          {row.reservation, place_of(node, "reservation")});
    agree(status_quo_, "issue", row.issue, "status quo",
          {row.status_quo, place_of(node, "status_quo")});
    if (row.red_line && !row.status_quo) {
        mistakes_.add(place_of(node, "red_line"),
                      fmt::format("a red line on {} without a status quo", in_quotes(row.issue)),
                      "losses count from the status quo", "give the status_quo of the issue");
    }
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
                     .reservation = Vector(n)};
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
        result.actors.push_back(actor);
    }
    for (auto const& [names, cell] : cells_) {
        auto const i = row_of.at(names.first);
        auto const k = column_of.at(names.second);
        result.position(i, k) = cell.row.position;
        result.salience(i, k) = cell.row.salience;
        result.red_line(i, k) = cell.row.red_line.value_or(infinity);
    }
    return result;
}

Positions read(Source const& source)
{
    Mistakes mistakes;
    Row prototype;
    Node section;
    fill_from_table(section,
                    table_columns("position", [&](Describer& d) { describe_row(d, prototype); }),
                    source, mistakes);
    Collection collection{mistakes};
    for (auto const& row : section.items) {
        collection.add(row);
    }
    if (section.items.empty() && mistakes.empty()) {
        mistakes.add({&source, 0}, "there is no position in the file", "a table needs an actor",
                     "write a row for every actor and issue");
    }
    mistakes.raise();
    return collection.positions();
}

}  // namespace

Positions read_positions(std::string_view bytes, std::string shown)
{
    return read(source_of(bytes, std::move(shown), Source::Kind::table));
}

Positions read_positions(std::string const& path)
{
    return read_positions(read_file(path, path, Source::Kind::table), path);
}

}  // namespace parley
