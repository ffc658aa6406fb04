#include "forecast/power_table.hpp"

#include "document/csv.hpp"
#include "document/mistake.hpp"
#include "document/number.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace parley {

namespace {

/// Reads the rows of a table of power.
class Reading {
  public:
    Reading(Csv const& table, Mistakes& mistakes) : table_{table}, mistakes_{mistakes}
    {
        for (std::size_t c = 0; c < table.header.size(); ++c) {
            std::string const& name = table.header[c].text;
            if (name == "actor") {
                actor_ = c;
            } else if (name == "when") {
                when_ = c;
            } else {
                eras_.push_back(c);
            }
        }
        if (actor_ == none || eras_.empty()) {
            give_up(table.header[0].place, "this is no table of power",
                    "it has a column actor and a column of power for each era",
                    "name the columns in the first line, as in actor,votes");
        }
    }

    PowerTable read();

  private:
    static constexpr auto none = static_cast<std::size_t>(-1);

    void read(std::vector<Node> const& cells);
    std::optional<double> power_in(Node const& cell);

    Csv const& table_;
    Mistakes& mistakes_;
    std::size_t actor_ = none;
    std::size_t when_ = none;
    std::vector<std::size_t> eras_{};
    std::map<std::string, std::vector<PowerTable::Row>> rows_{};
};

std::optional<double> Reading::power_in(Node const& cell)
{
    if (cell.kind == Node::Kind::nothing) {
        return std::nullopt;
    }
    auto const number = parse_number(cell.text);
    if (auto const* refusal = std::get_if<Refusal>(&number)) {
        mistakes_.add(cell.place, fmt::format("{} is no power", in_quotes(cell.text)), refusal->why,
                      refusal->remedy);
        return std::nullopt;
    }
    if (std::get<double>(number) < 0.0) {
        mistakes_.add(cell.place, "power is below 0", "it is a weight, 0 or more", "");
        return std::nullopt;
    }
    return std::get<double>(number);
}

void Reading::read(std::vector<Node> const& cells)
{
    PowerTable::Row row;
    if (when_ != none && cells[when_].kind != Node::Kind::nothing) {
        std::string const& text = cells[when_].text;
        auto const equals = text.find('=');
        if (equals == std::string::npos || equals == 0) {
            mistakes_.add(cells[when_].place, fmt::format("{} is no condition", in_quotes(text)),
                          "a condition is a column, =, and a value", "write it as proc=CNS");
            return;
        }
        row.column = text.substr(0, equals);
        row.value = text.substr(equals + 1);
    }
    for (std::size_t const era : eras_) {
        row.power.push_back(power_in(cells[era]));
    }
    auto& known = rows_[cells[actor_].text];
    if (std::ranges::any_of(known, [&](auto const& other) {
            return other.column == row.column && other.value == row.value;
        })) {
        mistakes_.add(cells[actor_].place,
                      fmt::format("the power of {} is given twice", in_quotes(cells[actor_].text)),
                      "", "remove one of the rows");
    }
    known.push_back(std::move(row));
}

PowerTable Reading::read()
{
    for (auto const& cells : table_.rows) {
        read(cells);
    }
    std::vector<std::string> names;
    names.reserve(eras_.size());
    for (std::size_t const era : eras_) {
        names.push_back(table_.header[era].text);
    }
    return {std::move(names), std::move(rows_)};
}

}  // namespace

std::vector<std::string> PowerTable::columns() const
{
    std::set<std::string> names;
    for (auto const& [actor, rows] : rows_) {
        for (Row const& row : rows) {
            if (!row.column.empty()) {
                names.insert(row.column);
            }
        }
    }
    return {names.begin(), names.end()};
}

std::optional<double> PowerTable::power(std::string const& actor, std::size_t era,
                                        std::map<std::string, std::string> const& cells) const
{
    auto const found = rows_.find(actor);
    if (found == rows_.end()) {
        return std::nullopt;
    }
    std::optional<double> always;
    for (Row const& row : found->second) {
        if (row.column.empty()) {
            always = row.power[era];
        } else if (auto const cell = cells.find(row.column);
                   cell != cells.end() && cell->second == row.value) {
            return row.power[era];
        }
    }
    return always;
}

std::optional<std::vector<double>> PowerTable::of(
    std::vector<std::string> const& actors, std::map<std::string, std::string> const& cells) const
{
    for (std::size_t era = 0; era < eras_.size(); ++era) {
        std::vector<double> all;
        for (std::string const& actor : actors) {
            if (auto const each = power(actor, era, cells)) {
                all.push_back(*each);
            }
        }
        if (all.size() == actors.size()) {
            return all;
        }
    }
    return std::nullopt;
}

std::vector<std::string> PowerTable::unknown(std::vector<std::string> const& actors) const
{
    std::vector<std::string> names;
    std::ranges::copy_if(actors, std::back_inserter(names),
                         [&](std::string const& actor) { return !rows_.contains(actor); });
    return names;
}

PowerTable read_power(Source const& source)
{
    Mistakes mistakes;
    Csv const table = parse_csv(source, mistakes);
    PowerTable power = Reading{table, mistakes}.read();
    mistakes.raise();
    return power;
}

}  // namespace parley
