#include "catch.hpp"
#include "negotiation/alternating_offers.hpp"
#include "negotiation/catalogue.hpp"
#include "negotiation/least_gain.hpp"
#include "negotiation/objection.hpp"
#include "property/random_table.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <functional>
#include <source_location>
#include <string>
#include <utility>
#include <vector>

// What must hold for every protocol and rule of the catalogue, over random tables. A new protocol is
// tested by being in the catalogue.

namespace {

using namespace parley;

int constexpr tables_each = 500;  // for each setting of a protocol under each rule

/// A way to set up a protocol or a rule, and a name to find it by when it fails.
struct Setting {
    std::string name;
    ParameterValues values;
};

std::vector<Setting> const none;

/// A value away from the default: the last choice, one more of what is counted, or the middle.
double another_value(Parameter const& parameter)
{
    if (!parameter.choices.empty()) {
        return static_cast<double>(parameter.choices.size() - 1);
    }
    return parameter.whole ? parameter.default_value + 1.0
                           : 0.5 * (parameter.minimum + parameter.maximum);
}

/// The defaults, and each parameter in turn away from its default.
std::vector<Setting> settings_of(ProtocolEntry const& entry)
{
    std::vector<Setting> settings{{std::string{entry.name}, {}}};
    for (auto const& parameter : entry.parameters) {
        double const value = another_value(parameter);
        if (value == parameter.default_value) {
            continue;
        }
        settings.push_back({std::string{entry.name} + ", " + std::string{parameter.name} + " " +
                                std::to_string(value),
                            {{std::string{parameter.name}, value}}});
    }
    return settings;
}

ParameterValues values_for(RuleEntry const& entry)
{
    if (entry.name == "qualified_majority") {
        return {{"thresholds.members", 0.55}, {"thresholds.population", 0.65}};
    }
    return {};
}

DecisionRule rule_for(RuleEntry const& entry, Table const& table)
{
    auto const n = static_cast<std::size_t>(table.members());
    std::vector<double> const power(table.power.begin(), table.power.end());
    std::vector<double> population(n);
    for (std::size_t i = 0; i < n; ++i) {
        population[i] = 1.0 + table.disclosure[static_cast<Eigen::Index>(i)];  // any weight does
    }
    return entry.make(
        values_for(entry),
        {{"members", std::vector<double>(n, 1.0)}, {"power", power}, {"population", population}});
}

Outcome negotiate(Protocol const& protocol, Table const& table)
{
    RandomStream random{7, "property", {}};
    return protocol(table, random, Trace::none);
}

/// A check that does not hold, and where it stands. (Assertions of Catch2 would take most of the time.)
struct Broken {
    std::source_location where;
};

void must(bool holds, std::source_location where = std::source_location::current())
{
    if (!holds) {
        throw Broken{where};
    }
}

/// Runs a check for every protocol, its settings, every rule, and many tables.
void for_all(std::function<bool(ProtocolEntry const&)> const& concerns,
             std::function<void(Protocol const&, Table const&, Outcome const&, RuleEntry const&,
                                ProtocolEntry const&)> const& check)
{
    for (auto const& entry : protocol_catalogue()) {
        for (auto const& [name, values] : concerns(entry) ? settings_of(entry) : none) {
            auto const protocol = entry.make(values);
            for (auto const& rule : rule_catalogue()) {
                RandomTables tables{11};
                int number = 0;
                try {
                    for (; number < tables_each; ++number) {
                        auto table = tables();
                        table.rule = rule_for(rule, table);
                        check(protocol, table, negotiate(protocol, table), rule, entry);
                    }
                    SUCCEED();
                } catch (Broken const& broken) {
                    FAIL_CHECK(name << " under " << rule.name << ", table " << number << ", line "
                                    << broken.where.line());
                }
            }
        }
    }
}

bool any(ProtocolEntry const&)
{
    return true;
}

/// The protocols for which a trait of the catalogue holds.
std::function<bool(ProtocolEntry const&)> those_with(bool ProtocolEntry::*trait)
{
    return [trait](ProtocolEntry const& entry) { return entry.*trait; };
}

bool same_bits(Vector const& a, Vector const& b)
{
    auto const bytes = sizeof(double) * static_cast<std::size_t>(a.size());
    return a.size() == b.size() && std::memcmp(a.data(), b.data(), bytes) == 0;
}

/// The same table with members and issues in another order.
Table reordered(Table const& table, std::vector<Eigen::Index> const& members,
                std::vector<Eigen::Index> const& issues)
{
    Table out = table;
    out.ideal = table.ideal(members, issues);
    out.declared = table.declared(members, issues);
    out.salience = table.salience(members, issues);
    out.in_force = table.in_force(members, issues);
    out.red_line = table.red_line(members, issues);
    out.constant = table.constant(members);
    out.reservation = table.reservation(members);
    out.disclosure = table.disclosure(members);
    out.power = table.power(members);
    return out;
}

std::vector<Eigen::Index> counted(Eigen::Index count)
{
    std::vector<Eigen::Index> order;
    for (Eigen::Index i = 0; i < count; ++i) {
        order.push_back(i);
    }
    return order;
}

/// Reversed and turned by one: no number stays in its place.
std::vector<Eigen::Index> shuffled(Eigen::Index count)
{
    auto order = counted(count);
    std::reverse(order.begin(), order.end());
    std::rotate(order.begin(), order.begin() + 1, order.end());
    return order;
}

/// Issue 0 as two issues of half the salience, and half the loss that red lines bear.
Table with_issue_split(Table const& table)
{
    auto issues = counted(table.issues());
    issues.push_back(0);
    auto out = reordered(table, counted(table.members()), issues);
    for (auto const column : {Eigen::Index{0}, table.issues()}) {
        out.salience.col(column) *= 0.5;
        out.red_line.col(column) *= 0.5;
    }
    return out;
}

Table with_payoff_scaled(Table const& table, Eigen::Index member, double factor)
{
    Table out = table;
    out.salience.row(member) *= factor;
    out.red_line.row(member) *= factor;
    out.constant[member] *= factor;
    out.reservation[member] *= factor;
    return out;
}

/// Can all gain at once, each at least this share of its unit of payoff?
bool offers_everybody(Table const& table, double share)
{
    auto const box = red_line_box(table);
    std::vector<char> const all(static_cast<std::size_t>(table.members()), 1);
    return box.clashes.empty() &&
           largest_least_gain(gains_over(table, box, all), Effort::to_the_end).gain > share;
}

}  // namespace

TEST_CASE(
    "outcomes are whole, within bounds, and say what blocked them exactly when nothing is agreed")
{
    for_all(any, [](auto const&, Table const& table, Outcome const& outcome, auto const&,
                    ProtocolEntry const& entry) {
        auto const n = static_cast<std::size_t>(table.members());
        must(outcome.terms.size() == table.issues());
        must((outcome.terms.array() >= 0.0 && outcome.terms.array() <= 1.0).all());
        must(outcome.signatories.size() == n);
        must(outcome.consenting.size() == n);
        must(outcome.rounds >= 0);
        must((outcome.rounds <= std::max(1, table.deadline) || !entry.keeps_deadline));
        bool const agreed = outcome.status == Status::agreed;
        must(outcome.blocked_by.empty() == agreed);
        must(outcome.signatories == std::vector<char>(n, agreed ? 1 : 0));
        must(table.rule.passes(outcome.consenting) == agreed);
        for (std::size_t b = 0; b < outcome.blocked_by.size(); ++b) {
            must(outcome.blocked_by[b].shortfall >= 0.0);
            must(outcome.blocked_by[b].member < table.members());
            must((b == 0 || outcome.blocked_by[b - 1].member <= outcome.blocked_by[b].member));
        }
    });
}

TEST_CASE("nobody who consents gets less than its reservation value or has a red line crossed")
{
    for_all(any, [](auto const&, Table const& table, Outcome const& outcome, RuleEntry const& rule,
                    auto const&) {
        if (outcome.status != Status::agreed) {
            return;
        }
        for (Eigen::Index i = 0; i < table.members(); ++i) {
            bool const consents = outcome.consenting[static_cast<std::size_t>(i)] != 0;
            must((consents || rule.name != "unanimity"));
            must((!consents || !objects(table, i, outcome.terms)));
        }
    });
}

TEST_CASE("protocols that build consent into the talks keep to everybody's red lines")
{
    for_all(those_with(&ProtocolEntry::keeps_red_lines),
            [](auto const&, Table const& table, Outcome const& outcome, auto const&, auto const&) {
                auto const box = red_line_box(table);
                if (outcome.status == Status::agreed) {
                    must(box.clashes.empty());
                    must((outcome.terms.array() >= box.lower.array()).all());
                    must((outcome.terms.array() <= box.upper.array()).all());
                }
            });
}

TEST_CASE("the same table and stream give the same bits")
{
    for_all(any, [](Protocol const& protocol, Table const& table, Outcome const& outcome,
                    auto const&, auto const&) {
        auto const again = negotiate(protocol, table);
        must(again.status == outcome.status);
        must(again.rounds == outcome.rounds);
        must(again.blocked_by == outcome.blocked_by);
        must(same_bits(again.terms, outcome.terms));
    });
}

TEST_CASE("a trace changes nothing and ends with the terms agreed")
{
    for_all(any, [](Protocol const& protocol, Table const& table, Outcome const& outcome,
                    auto const&, auto const&) {
        RandomStream random{7, "property", {}};
        auto const traced = protocol(table, random, Trace::moves);
        must(same_bits(traced.terms, outcome.terms));
        must(outcome.trace.empty());
        if (outcome.status == Status::agreed) {
            must(!traced.trace.empty());
            must(same_bits(traced.trace.back().terms, outcome.terms));
        }
    });
}

TEST_CASE("relabelling issues relabels the outcome")
{
    for_all(any, [](Protocol const& protocol, Table const& table, Outcome const& outcome,
                    auto const&, auto const&) {
        auto const order = shuffled(table.issues());
        auto const other = negotiate(protocol, reordered(table, counted(table.members()), order));
        must(other.status == outcome.status);
        must(other.rounds == outcome.rounds);
        if (outcome.status == Status::agreed) {
            must((other.terms - outcome.terms(order)).cwiseAbs().maxCoeff() < 1e-6);
        }
    });
}

TEST_CASE("relabelling members relabels the outcome where there is no turn order")
{
    for_all(those_with(&ProtocolEntry::anonymous),
            [](Protocol const& protocol, Table const& table, Outcome const& outcome,
               RuleEntry const& rule, auto const&) {
                auto const order = shuffled(table.members());
                auto other_table = reordered(table, order, counted(table.issues()));
                other_table.rule = rule_for(rule, other_table);
                auto const other = negotiate(protocol, other_table);
                must(other.status == outcome.status);
                if (outcome.status == Status::agreed) {
                    must((other.terms - outcome.terms).cwiseAbs().maxCoeff() < 1e-6);
                }
            });
}

TEST_CASE("splitting an issue into two of half the salience changes nothing that is computed")
{
    for_all(those_with(&ProtocolEntry::blind_to_splits),
            [](Protocol const& protocol, Table const& table, Outcome const& outcome, auto const&,
               auto const&) {
                auto const split = negotiate(protocol, with_issue_split(table));
                must(split.status == outcome.status);
                if (outcome.status == Status::agreed) {
                    auto const issues = table.issues();
                    must((split.terms.head(issues) - outcome.terms).cwiseAbs().maxCoeff() < 1e-6);
                    must(std::abs(split.terms[issues] - outcome.terms[0]) < 1e-6);
                }
            });
}

TEST_CASE("scaling a member's payoff leaves the Nash bargaining solution where it is")
{
    for_all(those_with(&ProtocolEntry::blind_to_units),
            [](Protocol const& protocol, Table const& table, Outcome const& outcome, auto const&,
               auto const&) {
                auto const scaled =
                    negotiate(protocol, with_payoff_scaled(table, table.members() - 1, 37.0));
                must(scaled.status == outcome.status);
                if (outcome.status == Status::agreed) {
                    must((scaled.terms - outcome.terms).cwiseAbs().maxCoeff() < 1e-6);
                }
            });
}

TEST_CASE("between two open conceders with a real gain a longer deadline keeps an agreement")
{
    AlternatingOffers const conceders{{.linear = 0.0, .conceder = 1.0}};
    RandomTables tables{13};
    int compared = 0;
    for (int i = 0; i < 20000; ++i) {
        auto table = tables();
        table.disclosure.setOnes();
        if (table.members() != 2 || !offers_everybody(table, 0.01)) {
            continue;
        }
        ++compared;
        INFO("table " << i);
        bool agreed = false;
        for (int const deadline : {1, 2, 3, 5, 8, 13, 21, 34}) {
            table.deadline = deadline;
            bool const agrees = negotiate(conceders, table).status == Status::agreed;
            CAPTURE(deadline);
            REQUIRE((agrees || !agreed));
            agreed = agrees;
        }
    }
    REQUIRE(compared > 1000);
}
