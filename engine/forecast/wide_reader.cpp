#include "document/csv.hpp"
#include "document/number.hpp"
#include "forecast/decisions_reader.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace parley {

namespace {

using Index = Eigen::Index;

double constexpr unknown = std::numeric_limits<double>::quiet_NaN();
double constexpr top = 100.0;  // of positions and saliences
auto constexpr none = static_cast<std::size_t>(-1);

/// An issue as its row says it.
struct Row {
    std::size_t line = 0;  // in the table
    std::string issue{};
    std::vector<double> position{};  // by actor column; NaN: takes no part
    std::vector<double> salience{};
    double status_quo = unknown;
    double outcome = unknown;
};

/// Reads the tables of a file with a row for each issue.
class WideReader {
  public:
    WideReader(Source const& source, DecisionColumns const& columns,
               std::optional<PowerTable> const& power)
        : columns_{columns}, power_{power}
    {
        Mistakes mistakes;
        table_ = parse_csv(source, mistakes);
        result_.left_out = mistakes.count();
        result_.bad.add_all(mistakes);
        find_columns();
    }

    Dossiers read();

  private:
    struct Actor {
        std::string name;
        std::size_t position;
        std::size_t salience;
    };

    void find_columns();
    [[nodiscard]] std::size_t column(std::string const& name) const;
    [[nodiscard]] std::size_t column_or_usual(std::string const& given,
                                              std::vector<std::string> const& usual) const;
    std::optional<double> number(Node const& cell, std::string_view what);
    std::optional<Row> row(std::size_t line);
    std::optional<Dossier> dossier(std::string const& name, std::vector<Row> const& rows);
    bool give_power(Dossier& dossier, std::vector<Row> const& rows);
    [[nodiscard]] std::string kind(std::size_t line) const;

    DecisionColumns const& columns_;
    std::optional<PowerTable> const& power_;
    Csv table_{};
    Dossiers result_{};
    std::vector<Actor> actors_{};
    std::size_t group_ = none;
    std::size_t outcome_ = none;
    std::size_t issue_ = none;
    std::size_t status_quo_ = none;
};

std::size_t WideReader::column(std::string const& name) const
{
    auto const found = std::ranges::find(table_.header, name, &Node::text);
    return found == table_.header.end() ? none
                                        : static_cast<std::size_t>(found - table_.header.begin());
}

std::size_t WideReader::column_or_usual(std::string const& given,
                                        std::vector<std::string> const& usual) const
{
    if (!given.empty()) {
        auto const found = column(given);
        if (found == none) {
            give_up(table_.header[0].place, fmt::format("there is no column {}", in_quotes(given)),
                    "the first line names the columns", "name one of its columns");
        }
        return found;
    }
    for (std::string const& name : usual) {
        if (auto const found = column(name); found != none) {
            return found;
        }
    }
    return none;
}

void WideReader::find_columns()
{
    for (Node const& cell : table_.header) {
        std::string const& name = cell.text;
        if (name.size() < 2 || name.front() != 'p') {
            continue;
        }
        auto const salience = column("s" + name.substr(1));
        if (salience != none) {
            actors_.push_back({name.substr(1), column(name), salience});
        }
    }
    if (actors_.empty()) {
        give_up(table_.header[0].place, "no column holds an actor's positions",
                "a wide table has the columns pNAME and sNAME for each actor, its position and "
                "its salience",
                "name them in the first line, as in issue,pfr,sfr,pde,sde");
    }
    std::ranges::sort(actors_, {}, &Actor::name);
    if (auto const twice = std::ranges::adjacent_find(actors_, {}, &Actor::name);
        twice != actors_.end()) {
        give_up(table_.header[0].place,
                fmt::format("the positions of {} stand in two columns", in_quotes(twice->name)), "",
                "remove one of them");
    }
    group_ = column_or_usual(columns_.group, {});
    outcome_ = column_or_usual(columns_.outcome, {"out", "outcome"});
    issue_ = column_or_usual(columns_.issue, {"issue", "isnr"});
    status_quo_ = column_or_usual(columns_.status_quo, {"rp", "status_quo"});
    for (std::string const& name : columns_.kind) {
        (void)column_or_usual(name, {});
    }
}

/// The number of a cell, from 0 to 100; NaN where it is empty, nothing after a mistake.
std::optional<double> WideReader::number(Node const& cell, std::string_view what)
{
    if (cell.kind == Node::Kind::nothing) {
        return unknown;
    }
    auto const read = parse_number(cell.text);
    if (auto const* refusal = std::get_if<Refusal>(&read)) {
        result_.bad.add(cell.place, fmt::format("{} is no {}", in_quotes(cell.text), what),
                        refusal->why, refusal->remedy);
        return std::nullopt;
    }
    double const value = std::get<double>(read);
    if (value < 0.0 || value > top) {
        result_.bad.add(cell.place, fmt::format("the {} {} is out of range", what, cell.text),
                        "in a wide table it is from 0 to 100", "rescale the issue, or mend it");
        return std::nullopt;
    }
    return value;
}

std::optional<Row> WideReader::row(std::size_t line)
{
    auto const& cells = table_.rows[line];
    Row row{.line = line};
    row.issue =
        issue_ == none ? fmt::format("row {}", line + 1) : cells[issue_].text.substr(0, 100);
    for (Actor const& actor : actors_) {
        auto const position = number(cells[actor.position], "position");
        auto const salience = number(cells[actor.salience], "salience");
        if (!position || !salience) {
            return std::nullopt;
        }
        row.position.push_back(*position);
        row.salience.push_back(*salience);
    }
    for (auto const& [at, what, value] : {std::tuple{outcome_, "outcome", &row.outcome},
                                          std::tuple{status_quo_, "status quo", &row.status_quo}}) {
        if (at != none) {
            auto const read = number(cells[at], what);
            if (!read) {
                return std::nullopt;
            }
            *value = *read;
        }
    }
    if (std::ranges::all_of(row.position, [](double x) { return x != x; })) {
        result_.bad.add(cells[0].place, "nobody has a position on this issue", "", "");
        return std::nullopt;
    }
    return row;
}

std::string WideReader::kind(std::size_t line) const
{
    std::vector<std::string> values;
    values.reserve(columns_.kind.size());
    for (std::string const& name : columns_.kind) {
        values.push_back(table_.rows[line][column(name)].text);
    }
    return fmt::format("{}", fmt::join(values, "/"));
}

bool WideReader::give_power(Dossier& dossier, std::vector<Row> const& rows)
{
    auto const& actors = dossier.positions.actors;
    if (!power_) {
        dossier.positions.power = Vector::Ones(std::ssize(actors));
        return true;
    }
    std::map<std::string, std::string> cells;
    for (std::string const& name : power_->columns()) {
        if (auto const at = column(name); at != none) {
            cells[name] = table_.rows[rows.front().line][at].text;
        }
    }
    auto const power = power_->of(actors, cells);
    if (!power) {
        auto const strangers = power_->unknown(actors);
        result_.bad.add(
            table_.rows[rows.front().line][0].place,
            strangers.empty()
                ? fmt::format("no era has power for all who take part in {}",
                              in_quotes(dossier.name))
                : fmt::format("the table of power lacks {}", fmt::join(strangers, ", ")),
            "", "");
        return false;
    }
    dossier.positions.power = Eigen::Map<Vector const>(power->data(), std::ssize(*power));
    return true;
}

std::optional<Dossier> WideReader::dossier(std::string const& name, std::vector<Row> const& rows)
{
    std::vector<std::size_t> seats;
    for (std::size_t a = 0; a < actors_.size(); ++a) {
        if (std::ranges::any_of(rows,
                                [&](Row const& row) { return !std::isnan(row.position[a]); })) {
            seats.push_back(a);
        }
    }
    Index const n = std::ssize(seats);
    Index const k = std::ssize(rows);
    Dossier result{.name = name};
    Positions& positions = result.positions;
    positions = {.actors = {},
                 .issues = {},
                 .position = Matrix(n, k),
                 .salience = Matrix::Zero(n, k),
                 .red_line = Matrix::Constant(n, k, std::numeric_limits<double>::infinity()),
                 .power = Vector(n),
                 .status_quo = Vector(k),
                 .reservation = Vector::Constant(n, unknown),
                 .gdp = Vector::Constant(n, unknown),
                 .transfer = Matrix::Zero(n, k)};
    result.outcome = Vector(k);
    for (std::size_t const seat : seats) {
        positions.actors.push_back(actors_[seat].name);
    }
    for (Index c = 0; c < k; ++c) {
        Row const& row = rows[static_cast<std::size_t>(c)];
        positions.issues.push_back(row.issue);
        positions.status_quo(c) = row.status_quo;
        result.outcome(c) = row.outcome;
        result.kinds.push_back(kind(row.line));
        for (Index i = 0; i < n; ++i) {
            auto const seat = seats[static_cast<std::size_t>(i)];
            positions.position(i, c) = row.position[seat];
            if (!std::isnan(row.position[seat])) {
                bool const known = !std::isnan(row.salience[seat]);
                positions.salience(i, c) = known ? row.salience[seat] / top : 0.0;
                result_.without_salience += known ? 0 : 1;
            }
        }
    }
    return give_power(result, rows) ? std::optional{std::move(result)} : std::nullopt;
}

Dossiers WideReader::read()
{
    std::vector<std::pair<std::string, std::vector<Row>>> groups;
    std::map<std::string, std::size_t> known;
    for (std::size_t line = 0; line < table_.rows.size(); ++line) {
        auto read = row(line);
        if (!read) {
            ++result_.left_out;
            continue;
        }
        std::string const name = group_ == none ? read->issue : table_.rows[line][group_].text;
        auto const [found, is_new] = known.emplace(name, groups.size());
        if (is_new) {
            groups.emplace_back(name, std::vector<Row>{});
        }
        groups[found->second].second.push_back(*std::move(read));
    }
    for (auto const& [name, rows] : groups) {
        if (auto each = dossier(name, rows)) {
            result_.all.push_back(*std::move(each));
        } else {
            ++result_.left_out;
        }
    }
    if (result_.all.empty()) {
        Mistakes all;
        all.add(InputError{result_.bad.list(), result_.bad.unlisted()});
        all.raise();
        give_up(table_.header[0].place, "there is no issue in the file", "",
                "write a row for each");
    }
    return std::move(result_);
}

}  // namespace

Dossiers read_wide(Source const& source, DecisionColumns const& columns,
                   std::optional<PowerTable> const& power)
{
    return WideReader{source, columns, power}.read();
}

}  // namespace parley
