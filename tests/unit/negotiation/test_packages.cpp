#include "catch.hpp"
#include "negotiation/metrics.hpp"
#include "negotiation/objection.hpp"
#include "negotiation/protocols/alternating_offers.hpp"
#include "negotiation/protocols/nash_bargaining.hpp"
#include "negotiation/protocols/single_text.hpp"
#include "negotiation/red_line_box.hpp"
#include "negotiation/solutions/packages.hpp"
#include "support/random_stream.hpp"
#include "tables.hpp"

#include <cmath>

using namespace parley;

namespace {

/// The table with these payoffs of options on issue k; the first is in force.
Table with_options(Table table, Eigen::Index k, Matrix payoff)
{
    table.options.resize(static_cast<std::size_t>(table.issues()));
    table.options[static_cast<std::size_t>(k)] = std::move(payoff);
    table.salience.col(k).setZero();
    table.in_force.col(k).setZero();
    for (Eigen::Index i = 0; i < table.members(); ++i) {
        Eigen::Index best = 0;
        table.options_of(k).row(i).maxCoeff(&best);
        table.ideal(i, k) = table.place(k, best);
    }
    table.reservation = table.payoff_in_force();
    table.check();
    return table;
}

Table plain(Eigen::Index members, Eigen::Index issues)
{
    return table_of(Matrix::Constant(members, issues, 0.5), Matrix::Zero(members, issues),
                    Vector::Zero(issues));
}

Outcome negotiate(Table const& table)
{
    RandomStream random{1, "options", {}};
    return NashBargaining{}(table, random, Trace::none);
}

/// The logarithm of the product of gains, -infinity where somebody does not gain.
double log_product(Table const& table, Vector const& terms)
{
    double sum = 0.0;
    for (Eigen::Index i = 0; i < table.members(); ++i) {
        sum +=
            table.power[i] * std::log(std::max(0.0, table.payoff(i, terms) - table.reservation[i]));
    }
    return sum;
}

}  // namespace

TEST_CASE(
    "options stand at even places, and on the way from one to the next payoffs are in between")
{
    auto const table =
        with_options(plain(2, 1), 0, matrix({{0.0, 1.0, 0.4, 0.6}, {0.3, 0.3, 0.9, 0.0}}));
    CHECK(table.place(0, 0) == 0.0);
    CHECK_THAT(table.place(0, 1), WithinAbs(1.0 / 3.0, 1e-15));
    CHECK(table.place(0, 3) == 1.0);
    CHECK_THAT(table.payoff(0, vector({1.0 / 3.0})), WithinAbs(0.0, 1e-15));  // its best
    CHECK_THAT(table.payoff(0, vector({0.5})), WithinAbs(-0.3, 1e-15));
    CHECK_THAT(table.payoff(1, vector({1.0})), WithinAbs(-0.9, 1e-15));
    CHECK_THAT(table.stake(0), WithinAbs(1.0, 1e-15));
}

TEST_CASE("red lines exclude options, and clash where they leave none")
{
    auto table = with_options(plain(2, 1), 0, matrix({{0.5, 1.0, 0.4}, {0.3, 0.2, 0.9}}));
    table.red_line.setZero();
    CHECK(red_line_box(table).options[0] == std::vector<Eigen::Index>{0});
    table.red_line(1, 0) = 0.1;
    CHECK(red_line_box(table).options[0] == std::vector<Eigen::Index>{0, 1});
    table.in_force(0, 0) = 0.5;  // has its best
    table.in_force(1, 0) = 1.0;  // and so has this one
    auto const box = red_line_box(table);
    REQUIRE(box.clashes.size() == 1);
    CHECK(box.clashes[0].position == 0.5);
    auto const outcome = negotiate(table);
    CHECK(outcome.status == Status::broken_off);
    REQUIRE(outcome.blocked_by.size() == 1);
    CHECK(outcome.blocked_by[0].member == 1);
    CHECK_THAT(outcome.blocked_by[0].shortfall, WithinAbs(0.7 - 0.1, 1e-12));
}

TEST_CASE("packages are every way to choose, the last issue turning fastest")
{
    auto table = with_options(plain(1, 3), 0, matrix({{1.0, 2.0}}));
    table = with_options(table, 2, matrix({{1.0, 2.0, 4.0}}));
    auto const box = red_line_box(table);
    Packages packages{table, box};
    REQUIRE(packages.count() == 6);
    Table const& chosen = packages.table_with(4);  // options 1 and 1
    CHECK(chosen.in_force(0, 0) == 1.0);
    CHECK(chosen.in_force(0, 2) == 0.5);
    CHECK_THAT(chosen.payoff(0, vector({0.0, 0.0, 0.0})),
               WithinAbs(table.payoff(0, vector({1.0, 0.0, 0.5})), 1e-15));
}

TEST_CASE("among options alone the Nash solution is the best product of gains of all packages")
{
    int agreed = 0;
    for (std::uint64_t draw = 0; draw < 300; ++draw) {
        RandomStream random{1, "options", {draw, 0, 0}};
        auto table = plain(3, 2);
        table.power = Vector::NullaryExpr(3, [&] { return 0.1 + random.uniform(); });
        for (Eigen::Index k = 0; k < 2; ++k) {
            Matrix payoff = Matrix::NullaryExpr(3, 4, [&] { return random.uniform(); });
            payoff.col(0) *= 0.4;
            table = with_options(table, k, payoff);
        }
        double best = -std::numeric_limits<double>::infinity();
        for (Eigen::Index a = 0; a < 4; ++a) {
            for (Eigen::Index b = 0; b < 4; ++b) {
                best = std::max(best,
                                log_product(table, vector({table.place(0, a), table.place(1, b)})));
            }
        }
        auto const outcome = negotiate(table);
        INFO("draw " << draw);
        REQUIRE((outcome.status == Status::agreed) == std::isfinite(best));
        if (std::isfinite(best)) {
            ++agreed;
            REQUIRE_THAT(log_product(table, outcome.terms), WithinAbs(best, 1e-12));
            REQUIRE(measure(table, outcome).pareto_gap < 1e-8);
        }
    }
    CHECK(agreed > 100);
}

TEST_CASE(
    "with positions and options together no package on a fine grid has a better product of gains")
{
    for (std::uint64_t draw = 0; draw < 100; ++draw) {
        RandomStream random{2, "options", {draw, 0, 0}};
        auto const uniform = [&] { return random.uniform(); };
        auto table = table_of(Matrix::NullaryExpr(3, 2, uniform),
                              Matrix::NullaryExpr(3, 2, uniform), vector({uniform(), 0.0}));
        Matrix payoff = Matrix::NullaryExpr(3, 3, uniform);
        payoff.col(0) *= 0.5;
        table = with_options(table, 1, payoff);
        auto const outcome = negotiate(table);
        double best = -std::numeric_limits<double>::infinity();
        for (Eigen::Index l = 0; l < 3; ++l) {
            for (int step = 0; step <= 500; ++step) {
                best =
                    std::max(best, log_product(table, vector({step / 500.0, table.place(1, l)})));
            }
        }
        INFO("draw " << draw);
        if (outcome.status == Status::agreed) {
            REQUIRE(log_product(table, outcome.terms) >= best - 1e-12);
            REQUIRE(log_product(table, outcome.terms) <= best + 0.1);
        } else {
            REQUIRE_FALSE(std::isfinite(best));
        }
    }
}

TEST_CASE("a single text names an option of each issue, and finds what hill-climbers can reach")
{
    auto table = with_options(plain(2, 1), 0, matrix({{0.0, 0.2, 0.9}, {0.0, 0.9, 0.5}}));
    RandomStream random{1, "options", {}};
    auto const outcome = SingleText{{}}(table, random, Trace::moves);
    REQUIRE(outcome.status == Status::agreed);
    CHECK(outcome.terms[0] >= 0.5);  // either option pays for both
    for (auto const& move : outcome.trace) {
        CHECK((move.terms[0] == 0.0 || move.terms[0] == 0.5 || move.terms[0] == 1.0));
    }
}

TEST_CASE("options are refused by who moves little by little, and when they make too many packages")
{
    auto table = with_options(plain(2, 1), 0, matrix({{0.0, 1.0}, {0.0, 1.0}}));
    RandomStream random{1, "options", {}};
    CHECK_THROWS_WITH((AlternatingOffers{{}}(table, random, Trace::none)),
                      ContainsSubstring("alternating_offers: issue 0 has options"));
    auto many = plain(2, 13);
    for (Eigen::Index k = 0; k < 12; ++k) {
        many = with_options(many, k, matrix({{0.0, 1.0}, {0.0, 1.0}}));
    }
    CHECK_NOTHROW(many.check());
    CHECK_THROWS_WITH(with_options(many, 12, matrix({{0.0, 1.0}, {0.0, 1.0}})),
                      ContainsSubstring("4096"));
}
