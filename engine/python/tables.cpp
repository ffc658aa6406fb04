#include "python/tables.hpp"

#include "negotiation/catalogue.hpp"
#include "negotiation/metrics.hpp"
#include "negotiation/protocols/vote.hpp"
#include "positions/chosen_methods.hpp"
#include "python/arrays.hpp"
#include "python/bindings.hpp"

#include <fmt/format.h>
#include <nanobind/stl/optional.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <array>
#include <cmath>
#include <stdexcept>

namespace parley::python {
namespace {

nb::list truths(std::vector<char> const& flags)
{
    nb::list list;
    for (char const flag : flags) {
        list.append(nb::bool_(flag != 0));
    }
    return list;
}

nb::object item(nb::dict const& given, char const* name)
{
    return given.contains(name) ? nb::borrow<nb::object>(given[name]) : nb::none();
}

/// Which of the words it is.
template <class Enumeration, std::size_t count>
Enumeration one_of(std::array<Enumeration, count> const& all, std::string const& word,
                   std::string_view what)
{
    std::string known;
    for (Enumeration const one : all) {
        if (word == to_string(one)) {
            return one;
        }
        known.append(known.empty() ? "" : ", ").append(to_string(one));
    }
    throw std::invalid_argument{fmt::format("{} '{}' is none of {}", what, word, known)};
}

std::vector<char> flags_of(nb::handle given, Eigen::Index members, std::string_view what)
{
    auto const truths_given = nb::cast<std::vector<bool>>(given);
    if (std::ssize(truths_given) != members) {
        throw std::invalid_argument{
            fmt::format("{} must have {} truth values, one a member; it has {}", what, members,
                        truths_given.size())};
    }
    return {truths_given.begin(), truths_given.end()};
}

Vector terms_of(nb::handle given, Table const& table)
{
    auto const numbers = nb::cast<std::vector<double>>(given);
    if (std::ssize(numbers) != table.issues()) {
        throw std::invalid_argument{
            fmt::format("terms must have {} positions, one an issue; they have {}", table.issues(),
                        numbers.size())};
    }
    Vector terms(table.issues());
    for (Eigen::Index k = 0; k < table.issues(); ++k) {
        double const position = numbers[static_cast<std::size_t>(k)];
        if (!(position >= table.lower(k) && position <= table.upper(k))) {
            throw std::invalid_argument{
                fmt::format("terms[{}] is {}, and must lie on the scale from {} to {}", k, position,
                            table.lower(k), table.upper(k))};
        }
        terms(k) = position;
    }
    return terms;
}

std::vector<Block> blocks_of(nb::handle given, Table const& table)
{
    static constexpr std::array reasons{Block::Reason::reservation_value, Block::Reason::red_line,
                                        Block::Reason::deadline, Block::Reason::participation,
                                        Block::Reason::cycling};
    std::vector<Block> blocks;
    for (nb::handle const one : given) {
        auto const told = nb::cast<nb::dict>(one);
        auto const issue = item(told, "issue");
        auto const shortfall = item(told, "shortfall");
        Block block{.member = nb::cast<Eigen::Index>(told["member"]),
                    .issue = issue.is_none() ? -1 : nb::cast<Eigen::Index>(issue),
                    .reason = one_of(reasons, nb::cast<std::string>(told["reason"]), "reason"),
                    .shortfall = shortfall.is_none() ? 0.0 : nb::cast<double>(shortfall)};
        if (block.member < 0 || block.member >= table.members() || block.issue >= table.issues() ||
            !(block.shortfall >= 0.0)) {
            throw std::invalid_argument{
                "blocked_by names a member or an issue that is not at the table, or a shortfall "
                "below 0"};
        }
        blocks.push_back(block);
    }
    return blocks;
}

/// Those who lose by the terms; where nobody does, the first.
std::vector<Block> whoever_loses(Table const& table, Vector const& terms)
{
    std::vector<Block> blocks;
    for (Eigen::Index i = 0; i < table.members(); ++i) {
        double const shortfall = table.reservation(i) - table.payoff(i, terms);
        if (shortfall > table.tolerance(i)) {
            blocks.push_back({.member = i, .shortfall = shortfall});
        }
    }
    if (blocks.empty()) {
        blocks.push_back({});
    }
    return blocks;
}

struct GivenTable {
    GivenMatrix ideal, declared, salience, in_force, red_line;
    GivenVector lower, upper, reservation, disclosure, power;
    int deadline;
};

void check_shape(Eigen::Index rows, Eigen::Index columns, GivenMatrix const& given,
                 std::string_view name)
{
    if (std::cmp_not_equal(given.shape(0), rows) || std::cmp_not_equal(given.shape(1), columns)) {
        throw std::invalid_argument{fmt::format("{} must be [{}, {}], and is [{}, {}]", name, rows,
                                                columns, given.shape(0), given.shape(1))};
    }
}

void check_shape(Eigen::Index size, GivenVector const& given, std::string_view name)
{
    if (std::cmp_not_equal(given.shape(0), size)) {
        throw std::invalid_argument{
            fmt::format("{} must be [{}], and is [{}]", name, size, given.shape(0))};
    }
}

Table table_of(GivenTable const& given)
{
    Table table;
    table.ideal = matrix_of(given.ideal);
    auto const [n, issues] = std::pair{table.ideal.rows(), table.ideal.cols()};
    check_shape(n, issues, given.declared, "declared");
    check_shape(n, issues, given.salience, "salience");
    check_shape(n, issues, given.in_force, "in_force");
    check_shape(n, issues, given.red_line, "red_line");
    check_shape(issues, given.lower, "lower");
    check_shape(issues, given.upper, "upper");
    check_shape(n, given.reservation, "reservation");
    check_shape(n, given.disclosure, "disclosure");
    check_shape(n, given.power, "power");
    table.declared = matrix_of(given.declared);
    table.salience = matrix_of(given.salience);
    table.in_force = matrix_of(given.in_force);
    table.red_line = matrix_of(given.red_line);
    table.lower = vector_of(given.lower);
    table.upper = vector_of(given.upper);
    table.reservation = vector_of(given.reservation);
    table.disclosure = vector_of(given.disclosure);
    table.power = vector_of(given.power);
    table.constant = Vector::Zero(n);
    table.deadline = given.deadline;
    table.rule = DecisionRule::unanimity(static_cast<int>(n));
    Vector const without = table.payoff_in_force();
    for (Eigen::Index i = 0; i < n; ++i) {
        if (std::isnan(table.reservation(i))) {
            table.reservation(i) = without(i);
        }
    }
    return table;
}

/// One table under a protocol of the catalogue and a rule, by their names.
nb::dict negotiate(Table table, std::string const& protocol, std::string const& rule,
                   std::vector<std::string> const& options, std::uint64_t seed, bool trace)
{
    auto const methods = choose_methods({.protocol = protocol, .rule = rule, .options = options});
    RuleWeights const weights{
        {"members", std::vector<double>(static_cast<std::size_t>(table.members()), 1.0)},
        {"power", {table.power.begin(), table.power.end()}}};
    table.rule = find_rule(methods.rule.name)->make(methods.rule.values, weights);
    table.check();
    auto const& chosen = methods.protocols.front();
    Protocol const talks = find_protocol(chosen.name)->make(chosen.values);
    RandomStream random{seed, "negotiation", {}};
    Outcome outcome;
    OutcomeMetrics metrics;
    {
        nb::gil_scoped_release const unlocked;
        outcome = talks(table, random, trace ? Trace::moves : Trace::none);
        metrics = measure(table, outcome);
    }
    auto told = described(outcome);
    nb::list payoffs;
    for (Eigen::Index i = 0; i < table.members(); ++i) {
        payoffs.append(table.payoff(i, outcome.terms));
    }
    told["payoffs"] = payoffs;
    told["pareto_gap"] = metrics.pareto_gap;
    told["nash_distance"] = metrics.nash_distance;
    told["surplus_share"] = metrics.surplus_share;
    return told;
}

/// NumPy's view of a member of a table, which the table keeps alive.
template <auto Member>
nb::object array_of_table(nb::object const& table)
{
    return view(nb::cast<Table const&>(table).*Member, table);
}

}  // namespace

nb::dict described(Outcome const& outcome)
{
    nb::dict told;
    told["status"] = std::string{to_string(outcome.status)};
    told["terms"] = given_away(outcome.terms);
    told["signatories"] = truths(outcome.signatories);
    told["consenting"] = truths(outcome.consenting);
    told["abstaining"] = truths(outcome.abstaining);
    told["rounds"] = outcome.rounds;
    nb::list blocked;
    for (Block const& block : outcome.blocked_by) {
        nb::dict one;
        one["member"] = block.member;
        one["issue"] = block.issue < 0 ? nb::none() : nb::cast(block.issue);
        one["reason"] = std::string{to_string(block.reason)};
        one["shortfall"] = block.shortfall;
        blocked.append(one);
    }
    told["blocked_by"] = blocked;
    nb::list trace;
    for (Move const& move : outcome.trace) {
        nb::dict one;
        one["round"] = move.round;
        one["member"] = move.member < 0 ? nb::none() : nb::cast(move.member);
        one["kind"] = std::string{to_string(move.kind)};
        one["terms"] = given_away(move.terms);
        one["payoff"] = move.payoff;
        trace.append(one);
    }
    told["trace"] = trace;
    return told;
}

Outcome outcome_of(nb::handle given, Table const& table)
{
    static constexpr std::array statuses{Status::agreed, Status::broken_off, Status::timed_out};
    auto const told = given.is_none() ? nb::dict{} : nb::cast<nb::dict>(given);
    auto const n = static_cast<std::size_t>(table.members());
    auto const [status, terms, rounds] =
        std::tuple{item(told, "status"), item(told, "terms"), item(told, "rounds")};
    Outcome outcome;
    outcome.terms = terms.is_none() ? table.terms_in_force() : terms_of(terms, table);
    if (!status.is_none()) {
        outcome.status = one_of(statuses, nb::cast<std::string>(status), "status");
    } else {
        outcome.status = terms.is_none() ? Status::broken_off : Status::agreed;
    }
    bool const agreed = outcome.status == Status::agreed;
    outcome.rounds = rounds.is_none() ? 1 : nb::cast<int>(rounds);
    auto const flags = [&](char const* name, char otherwise) {
        auto const those = item(told, name);
        return those.is_none() ? std::vector<char>(n, otherwise)
                               : flags_of(those, table.members(), name);
    };
    outcome.signatories = flags("signatories", agreed ? 1 : 0);
    outcome.consenting = flags("consenting", agreed ? 1 : 0);
    if (auto const those = item(told, "abstaining"); !those.is_none() && nb::len(those) > 0) {
        outcome.abstaining = flags("abstaining", 0);
    }
    auto const blocked = item(told, "blocked_by");
    if (!agreed) {
        outcome.blocked_by = blocked.is_none() || nb::len(blocked) == 0
                                 ? whoever_loses(table, outcome.terms)
                                 : blocks_of(blocked, table);
        outcome.signatories.assign(n, 0);
    }
    return outcome;
}

void bind_tables(nb::module_& module)
{
    nb::class_<Table>(module, "Table")
        .def(
            "__init__",
            [](Table* place, GivenMatrix const& ideal, GivenMatrix const& declared,
               GivenMatrix const& salience, GivenMatrix const& in_force,
               GivenMatrix const& red_line, GivenVector const& lower, GivenVector const& upper,
               GivenVector const& reservation, GivenVector const& disclosure,
               GivenVector const& power, int deadline) {
                new (place) Table{table_of({ideal, declared, salience, in_force, red_line, lower,
                                            upper, reservation, disclosure, power, deadline})};
            },
            nb::arg("ideal"), nb::arg("declared"), nb::arg("salience"), nb::arg("in_force"),
            nb::arg("red_line"), nb::arg("lower"), nb::arg("upper"), nb::arg("reservation"),
            nb::arg("disclosure"), nb::arg("power"), nb::arg("deadline"))
        .def_prop_ro("members", &Table::members)
        .def_prop_ro("issues", &Table::issues)
        .def_prop_ro("deadline", [](Table const& table) { return table.deadline; })
        .def_prop_ro("lower", array_of_table<&Table::lower>)
        .def_prop_ro("upper", array_of_table<&Table::upper>)
        .def_prop_ro("ideal", array_of_table<&Table::ideal>)
        .def_prop_ro("declared", array_of_table<&Table::declared>)
        .def_prop_ro("salience", array_of_table<&Table::salience>)
        .def_prop_ro("in_force", array_of_table<&Table::in_force>)
        .def_prop_ro("red_line", array_of_table<&Table::red_line>)
        .def_prop_ro("reservation", array_of_table<&Table::reservation>)
        .def_prop_ro("disclosure", array_of_table<&Table::disclosure>)
        .def_prop_ro("power", array_of_table<&Table::power>)
        .def(
            "payoff",
            [](Table const& table, Eigen::Index member, std::vector<double> const& terms) {
                if (member < 0 || member >= table.members()) {
                    throw nb::index_error("no such member at the table");
                }
                return table.payoff(member, terms_of(nb::cast(terms), table));
            },
            nb::arg("member"), nb::arg("terms"))
        .def("terms_in_force",
             [](Table const& table) { return given_away(table.terms_in_force()); })
        .def(
            "heard",
            [](Table const& table, std::vector<double> const& terms) {
                return given_away(table.counsel.heard(terms_of(nb::cast(terms), table)));
            },
            nb::arg("terms"))
        .def("power_share", [](Table const& table) { return given_away(table.power_share()); })
        .def(
            "passes",
            [](Table const& table, std::vector<bool> const& consents) {
                return table.rule.passes(flags_of(nb::cast(consents), table.members(), "consents"));
            },
            nb::arg("consents"))
        .def(
            "vote",
            [](Table const& table, std::vector<double> const& terms) {
                return described(vote(table, terms_of(nb::cast(terms), table), Trace::none));
            },
            nb::arg("terms"));
    nb::class_<RandomStream>(module, "RandomStream")
        .def("uniform", &RandomStream::uniform)
        .def("normal", &RandomStream::normal)
        .def("below", &RandomStream::below, nb::arg("count"));
    module.def("negotiate", negotiate, nb::arg("table"), nb::arg("protocol"), nb::arg("rule"),
               nb::arg("options"), nb::arg("seed"), nb::arg("trace"));
}

}  // namespace parley::python
