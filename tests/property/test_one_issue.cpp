#include "catch.hpp"
#include "negotiation/catalogue.hpp"
#include "negotiation/protocols/alternating_offers.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

// Alternating offers have a path of their own for one issue. Over random tables of all sorts it
// gives the bits of the path for any number of issues.

namespace {

using namespace parley;

int constexpr tables = 6000;

/// Tables of one issue for 1 to 60 members: money or a position, alike or opposed, with and without
/// red lines, salience, power, others who are felt, and what is better than any agreement.
class OneIssueTables {
  public:
    Table operator()()
    {
        auto const n = often(0.4) ? whole(1, 3) : whole(2, 60);
        Table table;
        bool const together = often(0.5);  // all want more than is in force
        table.lower = Vector::Constant(1, 0.0);
        table.upper = Vector::Constant(1, often(0.8) ? 1.0 : 10.0);
        table.ideal =
            table.upper[0] * (together ? 0.4 + 0.6 * column(n).array() : column(n)).matrix();
        table.declared = often(0.3) ? table.ideal : Matrix{table.upper[0] * column(n)};
        table.salience = column(n);
        table.in_force = table.upper[0] * (often(0.7) ? Matrix::Constant(n, 1, draw()) : column(n));
        if (together) {
            table.in_force *= 0.3;
        }
        table.red_line = Matrix::Constant(n, 1, std::numeric_limits<double>::infinity());
        table.constant = often(0.5) ? Vector{column(n)} : Vector::Zero(n);
        table.disclosure = column(n);
        table.power = (10.0 * column(n).array().pow(3.0)).matrix();
        table.deadline = static_cast<int>(whole(1, 50));
        sprinkle(table);
        if (often(0.2)) {
            make_it_money(table);
        } else if (n > 1 && often(0.3)) {
            let_others_be_felt(table);
        }
        table.reservation = table.payoff_in_force();
        if (often(0.3)) {
            table.reservation += 0.05 * (column(n).array() - 0.5).matrix();
        }
        table.rule = rule_for(table);
        table.check();
        return table;
    }

    Tactics::Params tactics()
    {
        if (often(0.3)) {
            return {};
        }
        auto const some = [&] { return often(0.5) ? draw() : 0.0; };
        return {
            .boulware = some(), .linear = some() + 0.01, .conceder = some(), .tit_for_tat = some()};
    }

    RandomStream& random() { return random_; }

  private:
    double draw() { return random_.uniform(); }
    bool often(double share) { return draw() < share; }
    Eigen::Index whole(std::uint64_t first, std::uint64_t last)
    {
        return static_cast<Eigen::Index>(first + random_.below(last - first + 1));
    }
    Matrix column(Eigen::Index n)
    {
        return Matrix::NullaryExpr(n, 1, [&] { return draw(); });
    }

    void sprinkle(Table& table)
    {
        double const red_lines = often(0.5) ? 0.2 : 0.0;
        double const careless = often(0.1) ? 0.9 : 0.1;
        for (Eigen::Index i = 0; i < table.members(); ++i) {
            if (often(careless)) {
                table.salience(i, 0) = 0.0;
            }
            if (often(red_lines)) {
                table.red_line(i, 0) = often(0.2) ? 0.0 : 0.3 * draw();
            }
            if (often(0.05)) {
                table.ideal(i, 0) = table.in_force(i, 0);
            }
            if (often(0.1)) {
                table.power[i] = 0.0;
            }
            if (often(0.1)) {
                table.disclosure[i] = often(0.5) ? 1.0 : 0.0;
            }
        }
    }

    void make_it_money(Table& table)
    {
        table.salience.setZero();
        table.value = (2.0 * column(table.members()).array() - 1.0).matrix();
        table.value(0, 0) = -0.5;
        for (Eigen::Index i = 0; i < table.members(); ++i) {
            table.value(i, 0) = i > 0 && often(0.1) ? 0.0 : table.value(i, 0);
            table.ideal(i, 0) = table.value(i, 0) > 0.0 ? table.upper[0] : 0.0;
        }
        if (often(0.5)) {
            table.means = 0.5 * column(table.members());
        }
    }

    void let_others_be_felt(Table& table)
    {
        auto const n = table.members();
        Matrix weight = Matrix::NullaryExpr(n, n, [&] { return draw(); });
        weight.diagonal().setZero();
        weight /= static_cast<double>(n);
        table.externality = Externality{.share = Vector::Constant(1, draw()),
                                        .ideal = table.ideal,
                                        .expected = table.upper[0] * column(n),
                                        .salience = table.salience,
                                        .weight = {weight},
                                        .fixed = table.constant};
        if (often(0.3)) {  // towards each other
            table.externality->towards = {
                Matrix{table.upper[0] * Matrix::NullaryExpr(n, n, [&] { return draw(); })}};
        }
        table.settle_externality();
    }

    DecisionRule rule_for(Table const& table)
    {
        auto const n = static_cast<int>(table.members());
        std::vector<double> const power(table.power.begin(), table.power.end());
        switch (random_.below(5)) {
            case 0:
                return DecisionRule::consensus(power, 0.3 * draw());
            case 1:
                return DecisionRule::simple_majority(n);
            case 2: {
                std::vector<double> const heads(power.size(), 1.0);
                std::vector<double> population(power.size());
                std::ranges::generate(population, [&] { return 0.1 + draw(); });
                return DecisionRule::qualified_majority(
                    {{.weight = heads, .share = 0.55}, {.weight = population, .share = 0.65}},
                    static_cast<int>(random_.below(5)));
            }
            default:
                return DecisionRule::unanimity(n);
        }
    }

    RandomStream random_{17, "one issue", {}};
};

bool same_bits(double a, double b)
{
    return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

bool same_bits(Vector const& a, Vector const& b)
{
    return std::ranges::equal(a, b, [](double x, double y) { return same_bits(x, y); });
}

bool same(Block const& a, Block const& b)
{
    return a == b && same_bits(a.shortfall, b.shortfall);
}

bool same(Move const& a, Move const& b)
{
    return a.round == b.round && a.member == b.member && a.kind == b.kind &&
           same_bits(a.terms, b.terms) && same_bits(a.payoff, b.payoff);
}

bool same(Outcome const& a, Outcome const& b)
{
    auto const all = [](auto const& x, auto const& y) {
        return std::ranges::equal(x, y, [](auto const& p, auto const& q) { return same(p, q); });
    };
    return a.status == b.status && same_bits(a.terms, b.terms) && a.signatories == b.signatories &&
           a.consenting == b.consenting && a.rounds == b.rounds &&
           all(a.blocked_by, b.blocked_by) && all(a.trace, b.trace) &&
           same_bits(a.chances, b.chances) && a.standings.empty() && b.standings.empty();
}

}  // namespace

TEST_CASE("talks about one issue are those about any number of issues, bit for bit")
{
    OneIssueTables draw;
    int agreed = 0;
    int late = 0;
    int broken_off = 0;
    int without_all = 0;
    for (int number = 0; number < tables; ++number) {
        auto const table = draw();
        AlternatingOffers const talks{draw.tactics()};
        RandomStream one{7, "property", {}};
        RandomStream any{7, "property", {}};
        auto const trace = number % 2 == 0 ? Trace::none : Trace::moves;
        auto const outcome = talks(table, one, trace);
        if (!same(outcome, talks.about_any_issues(table, any, trace)) ||
            one.uniform() != any.uniform()) {
            FAIL("table " << number << " of " << table.members() << " members");
        }
        agreed += outcome.status == Status::agreed ? 1 : 0;
        late += outcome.status == Status::timed_out ? 1 : 0;
        broken_off += outcome.status == Status::broken_off ? 1 : 0;
        bool const some_stay_out = std::ranges::count(outcome.consenting, char{0}) > 0;
        without_all += outcome.status == Status::agreed && some_stay_out ? 1 : 0;
    }
    CAPTURE(agreed, late, broken_off, without_all);
    CHECK(agreed > tables / 5);
    CHECK(late > tables / 20);
    CHECK(broken_off > tables / 20);
    CHECK(without_all > tables / 50);
}
