#include "forecast/decisions_reader.hpp"

#include "document/number.hpp"
#include "positions/position_row.hpp"
#include "positions/positions_reader.hpp"
#include "scenario/reading/tables.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <limits>
#include <set>
#include <utility>

namespace parley {

namespace {

double constexpr unknown = std::numeric_limits<double>::quiet_NaN();

/// The rows of one table, and the values of their further columns.
struct Group {
    std::string name;
    std::vector<Node> rows{};
    std::vector<std::map<std::string, Node>> further{};  // by row
};

/// Takes the cells that are no positions out of a row.
std::map<std::string, Node> take(Node& row, std::set<std::string> const& names)
{
    std::map<std::string, Node> taken;
    std::erase_if(row.items, [&](Node& cell) {
        if (!names.contains(cell.key)) {
            return false;
        }
        taken.emplace(cell.key, std::move(cell));
        return true;
    });
    return taken;
}

std::string text_of(std::map<std::string, Node> const& cells, std::string const& name)
{
    auto const found = cells.find(name);
    return found == cells.end() ? "" : found->second.text;
}

/// The columns that the user has named.
std::set<std::string> named(DecisionColumns const& columns)
{
    std::set<std::string> names{columns.kind.begin(), columns.kind.end()};
    for (std::string const& name : {columns.group, columns.outcome}) {
        if (!name.empty()) {
            names.insert(name);
        }
    }
    return names;
}

/// Reads the tables of a file with a row for each actor and issue.
class LongReader {
  public:
    LongReader(DecisionColumns const& columns, std::optional<PowerTable> const& power)
        : columns_{columns}, power_{power}, asked_for_{named(columns)}, further_{asked_for_}
    {
        for (std::string const& name : power ? power->columns() : std::vector<std::string>{}) {
            further_.insert(name);
        }
    }

    Dossiers read(Source const& source);

  private:
    [[nodiscard]] std::vector<Group> groups(Node section) const;
    bool relate(Group const& group, Dossier& dossier, Mistakes& mistakes) const;
    bool give_power(Group const& group, Dossier& dossier, Mistakes& mistakes) const;

    DecisionColumns const& columns_;
    std::optional<PowerTable> const& power_;
    std::set<std::string> asked_for_;
    std::set<std::string> further_;
};

std::vector<Group> LongReader::groups(Node section) const
{
    std::vector<Group> all;
    std::map<std::string, std::size_t> known;
    for (Node& row : section.items) {
        auto cells = take(row, further_);
        std::string const name = columns_.group.empty() ? "" : text_of(cells, columns_.group);
        auto const [found, is_new] = known.emplace(name, all.size());
        if (is_new) {
            all.push_back({.name = name});
        }
        all[found->second].rows.push_back(std::move(row));
        all[found->second].further.push_back(std::move(cells));
    }
    return all;
}

/// Outcomes and kinds are the same in all rows of an issue.
bool LongReader::relate(Group const& group, Dossier& dossier, Mistakes& mistakes) const
{
    auto const& issues = dossier.positions.issues;
    dossier.outcome = Vector::Constant(std::ssize(issues), unknown);
    dossier.kinds.assign(issues.size(), "");
    std::vector<std::optional<std::size_t>> first(issues.size());
    for (std::size_t r = 0; r < group.rows.size(); ++r) {
        auto const slot = static_cast<std::size_t>(
            std::ranges::lower_bound(issues, group.rows[r].find("issue")->text) - issues.begin());
        auto const& cells = group.further[r];
        if (first[slot]) {
            for (auto const& [name, cell] : cells) {
                if (cell.text != text_of(group.further[*first[slot]], name)) {
                    mistakes.add(cell.place,
                                 fmt::format("the {} of issue {} is {} here", name,
                                             in_quotes(issues[slot]), in_quotes(cell.text)),
                                 "it is the same in every row of an issue", "",
                                 group.further[*first[slot]].at(name).place, "it is another here");
                    return false;
                }
            }
            continue;
        }
        first[slot] = r;
        std::vector<std::string> kinds;
        kinds.reserve(columns_.kind.size());
        for (std::string const& name : columns_.kind) {
            kinds.push_back(text_of(cells, name));
        }
        dossier.kinds[slot] = fmt::format("{}", fmt::join(kinds, "/"));
        auto const found = cells.find(columns_.outcome);
        if (found == cells.end() || found->second.kind == Node::Kind::nothing) {
            continue;
        }
        auto const number = parse_number(found->second.text);
        if (auto const* refusal = std::get_if<Refusal>(&number)) {
            mistakes.add(found->second.place,
                         fmt::format("{} is no outcome", in_quotes(found->second.text)),
                         refusal->why, refusal->remedy);
            return false;
        }
        dossier.outcome(static_cast<Eigen::Index>(slot)) = std::get<double>(number);
    }
    return true;
}

bool LongReader::give_power(Group const& group, Dossier& dossier, Mistakes& mistakes) const
{
    if (!power_) {
        return true;
    }
    std::map<std::string, std::string> cells;
    for (auto const& [name, cell] : group.further.front()) {
        cells[name] = cell.text;
    }
    auto const power = power_->of(dossier.positions.actors, cells);
    if (!power) {
        mistakes.add(group.rows.front().place,
                     fmt::format("the table of power has no era with all actors of {}",
                                 in_quotes(group.name)),
                     "", "");
        return false;
    }
    dossier.positions.power = Eigen::Map<Vector const>(power->data(), std::ssize(*power));
    return true;
}

Dossiers LongReader::read(Source const& source)
{
    Mistakes mistakes;
    Node section;
    TableColumns known = position_columns();
    for (std::string const& name : further_) {
        known.columns.push_back(
            {.name = name, .path = {name}, .required = asked_for_.contains(name)});
    }
    fill_from_table(section, known, source, mistakes);
    bool const header = std::ranges::any_of(
        mistakes.list(), [](Mistake const& mistake) { return mistake.at.line <= 1; });
    if (header) {
        mistakes.raise();
    }
    Dossiers dossiers;
    dossiers.left_out = mistakes.count();
    dossiers.bad.add_all(mistakes);
    for (Group const& group : groups(std::move(section))) {
        Mistakes found{Severity::warning};
        auto positions = collect_positions(group.rows, found);
        Dossier dossier{.name = group.name};
        bool good = positions.has_value();
        if (good) {
            dossier.positions = *std::move(positions);
            good = relate(group, dossier, found) && give_power(group, dossier, found);
        }
        if (good) {
            dossiers.all.push_back(std::move(dossier));
        } else {
            ++dossiers.left_out;
            dossiers.bad.add_all(found);
        }
    }
    if (dossiers.all.empty()) {
        Mistakes all;
        all.add(InputError{dossiers.bad.list(), dossiers.bad.unlisted()});
        all.raise();
        give_up({&source, 0}, "there is no table in the file", "", "");
    }
    return dossiers;
}

}  // namespace

Dossiers read_long(Source const& source, DecisionColumns const& columns,
                   std::optional<PowerTable> const& power)
{
    return LongReader{columns, power}.read(source);
}

}  // namespace parley
