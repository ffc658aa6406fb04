#include "catch.hpp"
#include "negotiation/catalogue.hpp"
#include "negotiation/objection.hpp"
#include "negotiation/protocols/alternating_offers.hpp"
#include "negotiation/red_line_box.hpp"
#include "negotiation/solutions/least_gain.hpp"
#include "property/random_table.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <limits>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

// What must hold for every protocol and rule of the catalogue, over random tables. A new protocol
// is tested by being in the catalogue.

namespace {

using namespace parley;

int constexpr tables_each = 150;  // for each setting of a protocol under each rule

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

/// What members who hardly care may do; nothing of it under opt_in.
std::vector<ParameterValues> const may_abstain{
    {{"indifference", 0.02}},
    {{"indifference", 0.05}, {"quorum", 0.6}},
    {{"indifference", 0.05}, {"abstentions", 1.0}},
};

DecisionRule rule_for(RuleEntry const& entry, Table const& table,
                      ParameterValues const& abstention = {})
{
    auto const n = static_cast<std::size_t>(table.members());
    std::vector<double> const power(table.power.begin(), table.power.end());
    std::vector<double> population(n);
    for (std::size_t i = 0; i < n; ++i) {
        population[i] = 1.0 + table.disclosure[static_cast<Eigen::Index>(i)];  // any weight does
    }
    ParameterValues values = values_for(entry);
    values.insert(abstention.begin(), abstention.end());
    return entry.make(
        values,
        {{"members", std::vector<double>(n, 1.0)}, {"power", power}, {"population", population}});
}

Outcome negotiate(Protocol const& protocol, Table const& table)
{
    RandomStream random{7, "property", {}};
    return protocol(table, random, Trace::none);
}

/// A check that does not hold, and where it stands. (Assertions of Catch2 would take most of the
/// time.)
struct Broken {
    int line;
};

void must(bool holds, int line = __builtin_LINE())
{
    if (!holds) {
        throw Broken{line};
    }
}

/// One table, negotiated.
struct Case {
    Protocol const& protocol;
    Table const& table;
    Outcome const& outcome;
    RuleEntry const& rule;
    ProtocolEntry const& entry;
};

/// Runs a check for every protocol, its settings, every rule, and many tables.
void for_all(std::function<bool(ProtocolEntry const&)> const& concerns,
             std::function<void(Case const&)> const& check, ParameterValues const& abstention = {})
{
    // NOLINTNEXTLINE(concurrency-mt-unsafe): nobody changes the environment
    char const* const alone = std::getenv("PARLEY_PROTOCOL");  // to try one while it is written
    for (auto const& entry : protocol_catalogue()) {
        bool const wanted = concerns(entry) && (alone == nullptr || entry.name == alone);
        for (auto const& [name, values] : wanted ? settings_of(entry) : none) {
            auto const protocol = entry.make(values);
            for (auto const& rule : rule_catalogue()) {
                if (!abstention.empty() && rule.name == "opt_in") {
                    continue;
                }
                RandomTables tables{11, entry.takes_transfers ? 0.3 : 0.0,
                                    entry.takes_options ? 0.3 : 0.0};
                int number = 0;
                try {
                    for (; number < tables_each; ++number) {
                        auto table = tables();
                        table.rule = rule_for(rule, table, abstention);
                        check({protocol, table, negotiate(protocol, table), rule, entry});
                    }
                    SUCCEED();
                } catch (Broken const& broken) {
                    FAIL_CHECK(name << " under " << rule.name << ", table " << number << ", line "
                                    << broken.line);
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
    out.lower = table.lower(issues);
    out.upper = table.upper(issues);
    out.ideal = table.ideal(members, issues);
    out.declared = table.declared(members, issues);
    out.salience = table.salience(members, issues);
    out.in_force = table.in_force(members, issues);
    out.red_line = table.red_line(members, issues);
    if (table.value.size() > 0) {
        out.value = table.value(members, issues);
    }
    if (table.means.size() > 0) {
        out.means = table.means(members, issues);
    }
    out.options.clear();
    for (auto const k : issues) {
        if (!table.options.empty()) {
            out.options.emplace_back(table.options_of(k)(members, Eigen::all));
        }
    }
    out.constant = table.constant(members);
    out.reservation = table.reservation(members);
    out.disclosure = table.disclosure(members);
    out.power = table.power(members);
    return out;
}

std::vector<Eigen::Index> counted(Eigen::Index count)
{
    std::vector<Eigen::Index> order(static_cast<std::size_t>(count));
    std::iota(order.begin(), order.end(), Eigen::Index{0});
    return order;
}

/// Reversed and turned by one: no number stays in its place.
std::vector<Eigen::Index> shuffled(Eigen::Index count)
{
    auto order = counted(count);
    std::ranges::reverse(order);
    // NOLINTNEXTLINE(modernize-use-ranges): clang 14 cannot take the subrange of libstdc++
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
        if (out.value.size() > 0) {
            out.value.col(column) *= 0.5;
        }
    }
    return out;
}

/// The same payoffs with every issue on a scale from 0 to 8: a power of two, so that not even
/// rounding differs.
Table on_another_scale(Table const& table)
{
    Table out = table;
    out.upper *= 8.0;
    out.ideal *= 8.0;
    out.declared *= 8.0;
    out.in_force *= 8.0;
    out.salience /= 64.0;
    out.value /= 8.0;
    out.means *= 8.0;
    return out;
}

Table with_payoff_scaled(Table const& table, Eigen::Index member, double factor)
{
    Table out = table;
    out.salience.row(member) *= factor;
    out.red_line.row(member) *= factor;
    if (out.value.size() > 0) {
        out.value.row(member) *= factor;
    }
    for (auto& payoff : out.options) {
        if (payoff.rows() > 0) {  // else an issue without options
            payoff.row(member) *= factor;
        }
    }
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

/// Is each issue with options settled by one of them?
bool names_options(Table const& table, Vector const& terms)
{
    for (Eigen::Index k = 0; k < table.issues(); ++k) {
        bool named = !table.has_options(k);
        for (Eigen::Index l = 0; !named && l < table.options_of(k).cols(); ++l) {
            named = terms[k] == table.place(k, l);
        }
        if (!named) {
            return false;
        }
    }
    return true;
}

}  // namespace

TEST_CASE(
    "outcomes are whole, within bounds, and say what blocked them exactly when nothing is agreed")
{
    for_all(any, [](Case const& c) {
        auto const& [protocol, table, outcome, rule, entry] = c;
        auto const n = static_cast<std::size_t>(table.members());
        must(outcome.terms.size() == table.issues());
        must((outcome.terms.array() >= 0.0 && outcome.terms.array() <= 1.0).all());
        must(outcome.signatories.size() == n);
        must(outcome.consenting.size() == n);
        must(outcome.rounds >= 0);
        must((outcome.rounds <= std::max(1, table.deadline) || !entry.keeps_deadline));
        bool const agreed = outcome.status == Status::agreed;
        must((!agreed || names_options(table, outcome.terms)));
        must(outcome.blocked_by.empty() == agreed);
        bool const in_part = agreed && table.rule.is_opt_in();
        must((in_part || outcome.signatories == std::vector<char>(n, agreed ? 1 : 0)));
        must((!in_part || outcome.signatories == outcome.consenting));
        must(table.rule.passes(outcome.consenting) == agreed);
        for (std::size_t b = 0; b < outcome.blocked_by.size(); ++b) {
            must(outcome.blocked_by[b].shortfall >= 0.0);
            must(outcome.blocked_by[b].member < table.members());
            must((b == 0 || outcome.blocked_by[b - 1].member <= outcome.blocked_by[b].member));
        }
    });
}

TEST_CASE(
    "who gains or loses little abstains, whatever the protocol, and the rule decides by the rest")
{
    for (ParameterValues const& abstention : may_abstain) {
        int abstained = 0;
        auto const check = [&](Case const& c) {
            auto const& [protocol, table, outcome, rule, entry] = c;
            auto const n = static_cast<std::size_t>(table.members());
            bool const agreed = outcome.status == Status::agreed;
            must(table.rule.passes(outcome.consenting, outcome.abstaining) == agreed);
            must(outcome.blocked_by.empty() == agreed);
            must(outcome.signatories == std::vector<char>(n, agreed ? 1 : 0));
            double const band = table.rule.abstention().indifference;
            for (std::size_t i = 0; agreed && i < n; ++i) {
                auto const row = static_cast<Eigen::Index>(i);
                double const gain = table.payoff(row, outcome.terms) - table.reservation(row);
                double const most = band * table.stake(row);
                double const tolerance = 2.0 * table.tolerance(row);
                must((outcome.consenting[i] == 0 || gain >= most - tolerance));
                must((!outcome.abstains(i) || std::abs(gain) <= most + tolerance));
                must((outcome.consenting[i] == 0 || !outcome.abstains(i)));
                abstained += outcome.abstains(i) ? 1 : 0;
            }
        };
        for_all(any, check, abstention);
        CHECK(abstained > 100);
    }
}

TEST_CASE("nobody who consents gets less than its reservation value or has a red line crossed")
{
    for_all(any, [](Case const& c) {
        auto const& [protocol, table, outcome, rule, entry] = c;
        for (Eigen::Index i = 0; i < table.members() && outcome.status == Status::agreed; ++i) {
            bool const consents = outcome.consenting[static_cast<std::size_t>(i)] != 0;
            must((consents || rule.name != "unanimity"));
            must((!consents || !objects(table, i, outcome.terms)));
        }
    });
}

TEST_CASE("protocols that build consent into the talks keep to everybody's red lines")
{
    for_all(those_with(&ProtocolEntry::keeps_red_lines), [](Case const& c) {
        if (c.outcome.status == Status::agreed) {
            auto const box = red_line_box(c.table.with_only(c.outcome.signatories));
            must(box.clashes.empty());
            must((c.outcome.terms.array() >= box.lower.array()).all());
            must((c.outcome.terms.array() <= box.upper.array()).all());
        }
    });
}

TEST_CASE("the same table and stream give the same bits")
{
    for_all(any, [](Case const& c) {
        auto const again = negotiate(c.protocol, c.table);
        must(again.status == c.outcome.status);
        must(again.rounds == c.outcome.rounds);
        must(again.signatories == c.outcome.signatories);
        must(again.blocked_by == c.outcome.blocked_by);
        must(same_bits(again.terms, c.outcome.terms));
    });
}

TEST_CASE("a trace changes nothing and ends with the terms agreed")
{
    for_all(any, [](Case const& c) {
        RandomStream random{7, "property", {}};
        auto const traced = c.protocol(c.table, random, Trace::moves);
        must(same_bits(traced.terms, c.outcome.terms));
        must(c.outcome.trace.empty());
        if (c.outcome.status == Status::agreed) {
            must(!traced.trace.empty());
            must(same_bits(traced.trace.back().terms, c.outcome.terms));
        }
    });
}

TEST_CASE("relabelling issues relabels the outcome where nothing is drawn")
{
    for_all(those_with(&ProtocolEntry::keeps_names), [](Case const& c) {
        auto const order = shuffled(c.table.issues());
        auto const other =
            negotiate(c.protocol, reordered(c.table, counted(c.table.members()), order));
        must(other.status == c.outcome.status);
        must(other.rounds == c.outcome.rounds);
        if (c.outcome.status == Status::agreed) {
            must((other.terms - c.outcome.terms(order)).cwiseAbs().maxCoeff() < 1e-6);
        }
    });
}

TEST_CASE("relabelling members relabels the outcome where there is no turn order")
{
    for_all(those_with(&ProtocolEntry::anonymous), [](Case const& c) {
        auto const order = shuffled(c.table.members());
        auto other_table = reordered(c.table, order, counted(c.table.issues()));
        other_table.rule = rule_for(c.rule, other_table);
        auto const other = negotiate(c.protocol, other_table);
        must(other.status == c.outcome.status);
        if (c.outcome.status == Status::agreed) {
            must((other.terms - c.outcome.terms).cwiseAbs().maxCoeff() < 1e-6);
            for (std::size_t i = 0; i < order.size(); ++i) {
                auto const before = static_cast<std::size_t>(order[i]);
                must(other.signatories[i] == c.outcome.signatories[before]);
            }
        }
    });
}

TEST_CASE("splitting an issue into two of half the salience changes nothing that is computed")
{
    for_all(those_with(&ProtocolEntry::blind_to_splits), [](Case const& c) {
        if (c.table.has_options(0)) {
            return;  // one half could be settled by another option than the other
        }
        auto const split = negotiate(c.protocol, with_issue_split(c.table));
        must(split.status == c.outcome.status);
        if (c.outcome.status == Status::agreed) {
            auto const issues = c.table.issues();
            must((split.terms.head(issues) - c.outcome.terms).cwiseAbs().maxCoeff() < 1e-6);
            must(std::abs(split.terms[issues] - c.outcome.terms[0]) < 1e-6);
        }
    });
}

TEST_CASE("the scale on which positions are counted does not matter")
{
    for_all(those_with(&ProtocolEntry::blind_to_scales), [](Case const& c) {
        auto const other = negotiate(c.protocol, on_another_scale(c.table));
        must(other.status == c.outcome.status);
        if (c.outcome.status == Status::agreed) {
            must((other.terms / 8.0 - c.outcome.terms).cwiseAbs().maxCoeff() < 1e-6);
        }
    });
}

TEST_CASE("scaling a member's payoff leaves the Nash bargaining solution where it is")
{
    for_all(those_with(&ProtocolEntry::blind_to_units), [](Case const& c) {
        auto const scaled =
            negotiate(c.protocol, with_payoff_scaled(c.table, c.table.members() - 1, 37.0));
        must(scaled.status == c.outcome.status);
        if (c.outcome.status == Status::agreed) {
            must((scaled.terms - c.outcome.terms).cwiseAbs().maxCoeff() < 1e-6);
        }
    });
}

TEST_CASE("who has no reservation value is refused exactly by those who bargain over payoffs")
{
    for (auto const& entry : protocol_catalogue()) {
        RandomTables tables{17};
        auto const protocol = entry.make({});
        for (int number = 0; number < 50; ++number) {
            auto table = tables();
            table.reservation.setConstant(-std::numeric_limits<double>::infinity());
            table.red_line.setConstant(std::numeric_limits<double>::infinity());
            INFO(entry.name << ", table " << number);
            if (entry.needs_reservation) {
                REQUIRE_THROWS_WITH(negotiate(protocol, table),
                                    ContainsSubstring(std::string{entry.name} + ": member 0"));
            } else {
                REQUIRE(negotiate(protocol, table).status == Status::agreed);
            }
        }
    }
}

TEST_CASE("transfers are refused exactly by those who know positions only")
{
    for (auto const& entry : protocol_catalogue()) {
        RandomTables tables{19, 1.0};
        auto const protocol = entry.make({});
        for (int number = 0; number < 50; ++number) {
            auto const table = tables();
            if (!table.is_transfer(table.issues() - 1)) {
                continue;  // nobody cares for the money
            }
            INFO(entry.name << ", table " << number);
            if (entry.takes_transfers) {
                REQUIRE_NOTHROW(negotiate(protocol, table));
            } else {
                REQUIRE_THROWS_WITH(negotiate(protocol, table),
                                    ContainsSubstring(std::string{entry.name} + ": issue"));
            }
        }
    }
}

TEST_CASE("options are refused exactly by those who move little by little")
{
    for (auto const& entry : protocol_catalogue()) {
        RandomTables tables{23, 0.0, 1.0};
        auto const protocol = entry.make({});
        for (int number = 0; number < 50; ++number) {
            auto const table = tables();
            INFO(entry.name << ", table " << number);
            if (entry.takes_options) {
                REQUIRE_NOTHROW(negotiate(protocol, table));
            } else {
                REQUIRE_THROWS_WITH(negotiate(protocol, table),
                                    ContainsSubstring(std::string{entry.name} + ": issue"));
            }
        }
    }
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

TEST_CASE("what terms add to the payoff in force is the sum over issues, money and options too")
{
    RandomTables tables{17, 0.3, 0.5};
    int special = 0;
    for (int draw = 0; draw < 2000; ++draw) {
        auto const table = tables();
        special += table.value.size() > 0 || !table.options.empty() ? 1 : 0;
        Vector const terms =
            Vector::NullaryExpr(table.issues(), [&] { return tables.random().uniform(); });
        Vector const before = table.payoff_in_force();
        for (Eigen::Index i = 0; i < table.members(); ++i) {
            double gain = 0.0;
            for (Eigen::Index k = 0; k < table.issues(); ++k) {
                gain += table.gain_on(i, k, terms[k]);
            }
            REQUIRE(std::abs(gain - (table.payoff(i, terms) - before[i])) <= table.tolerance(i));
        }
    }
    REQUIRE(special > 1000);
}
