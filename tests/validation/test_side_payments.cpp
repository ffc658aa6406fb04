#include "catch.hpp"
#include "negotiation/metrics.hpp"
#include "negotiation/protocols/nash_bargaining.hpp"
#include "negotiation/protocols/zeuthen.hpp"
#include "unit/negotiation/tables.hpp"

#include <cmath>

// Side payments: where money can pass between all members, what is done does not depend on power or
// on what is in force, and maximises the sum of payoffs in money [Coase 1960, "The problem of
// social cost"]; power divides the gain [Nash 1950, "The bargaining problem"; with transferable
// utility: Moulin 1988, "Axioms of Cooperative Decision Making", chapter 3].
//
// Two members, one issue x and one transfer t from the first, who wants more of x, to the second.
// In money, u_i / |v_i|, the gains are
//
//     g_1 = A_1(x) - t,   g_2 = A_2(x) + t,
//     A_i(x) = s_i / |v_i| ((q - theta_i)^2 - (x - theta_i)^2)
//
// and the first-order conditions of w_1 log g_1 + w_2 log g_2 give x = argmax A_1 + A_2, the mean
// of the ideal points weighted by s_i / |v_i|, and g_i = w_i (A_1 + A_2).

using namespace parley;

namespace {

Table with_money(double status_quo, Vector const& value)
{
    auto table = table_of(matrix({{0.9, 0.0}, {0.2, 1.0}}), matrix({{1.0, 0.0}, {0.7, 0.0}}),
                          vector({status_quo, 0.1}));
    table.value = Matrix::Zero(2, 2);
    table.value.col(1) = value;
    table.reservation = table.payoff_in_force();
    table.check();
    return table;
}

Vector gains_at(Table const& table, Vector const& terms)
{
    return Vector::NullaryExpr(table.members(), [&](Eigen::Index i) {
        return table.payoff(i, terms) - table.reservation[i];
    });
}

Vector nash(Table const& table)
{
    RandomStream random{1, "side payments", {}};
    auto const outcome = NashBargaining{}(table, random, Trace::none);
    REQUIRE(outcome.status == Status::agreed);
    return outcome.terms;
}

}  // namespace

TEST_CASE("with a side payment two members do what is best for both together and share by power")
{
    Vector const value = vector({-1.2, 0.8});
    Vector const weight = vector({1.0 / 1.2, 0.7 / 0.8});
    double const best = (weight[0] * 0.9 + weight[1] * 0.2) / weight.sum();
    for (double const status_quo : {0.1, 0.2, 0.35}) {
        for (double const power : {0.3, 0.5, 0.6}) {
            auto table = with_money(status_quo, value);
            table.power = vector({power, 1.0 - power});
            auto const rise = [&](Eigen::Index i, double ideal) {
                return weight[i] * (std::pow(status_quo - ideal, 2) - std::pow(best - ideal, 2));
            };
            double const total = rise(0, 0.9) + rise(1, 0.2);
            double const paid = rise(0, 0.9) - power * total;
            REQUIRE(paid > 0.0);
            INFO("status quo " << status_quo << ", power " << power);
            auto const terms = nash(table);
            CHECK_THAT(terms[0], WithinAbs(best, 1e-8));
            CHECK_THAT(terms[1], WithinAbs(0.1 + paid, 1e-8));
            Vector const gains = gains_at(table, terms);
            // weighted marginal gains of money are equal
            CHECK_THAT(power * 1.2 / gains[0], WithinAbs((1.0 - power) * 0.8 / gains[1], 1e-6));
        }
    }
}

TEST_CASE("without means the same two members break off, and little means move them little")
{
    auto table = with_money(0.2, vector({-1.2, 0.8}));
    table.means = Matrix::Zero(2, 2);
    RandomStream random{1, "side payments", {}};
    CHECK(NashBargaining{}(table, random, Trace::none).status == Status::broken_off);
    table.means.col(1).setConstant(0.12);  // of the payer alone; 0.1 are paid already
    CHECK_THAT(nash(table)[1], WithinAbs(0.12, 1e-8));
}

// Four members, three issues, and a transfer from the first to each other one, now at its middle.
TEST_CASE(
    "where money passes between all, the sum of payoffs is greatest, whatever power and rights")
{
    Matrix const ideal =
        matrix({{0.9, 0.3, 0.6}, {0.2, 0.5, 0.4}, {0.4, 0.8, 0.1}, {0.6, 0.1, 0.5}});
    Matrix const salience =
        matrix({{1.0, 0.5, 0.2}, {0.4, 0.9, 1.0}, {0.7, 0.3, 0.6}, {0.2, 1.0, 0.8}});
    for (double const status_quo : {0.1, 0.9}) {
        Vector const in_force = vector({status_quo, status_quo, status_quo, 0.5, 0.5, 0.5});
        Matrix wants = Matrix::Zero(4, 6);
        Matrix cares = Matrix::Zero(4, 6);
        wants.leftCols(3) = ideal;
        cares.leftCols(3) = salience;
        Matrix value = Matrix::Zero(4, 6);
        for (Eigen::Index j = 1; j < 4; ++j) {
            value(0, 2 + j) = -3.0;
            value(j, 2 + j) = 3.0;
            wants(j, 2 + j) = 1.0;
        }
        auto table = table_of(wants, cares, in_force);
        table.value = value;
        table.power = vector({0.4, 0.3, 0.2, 0.1});
        table.reservation = table.payoff_in_force();
        table.check();
        auto const terms = nash(table);
        Vector const gains = gains_at(table, terms);
        for (Eigen::Index k = 0; k < 3; ++k) {
            double const best = salience.col(k).dot(ideal.col(k)) / salience.col(k).sum();
            CHECK_THAT(terms[k], WithinAbs(best, 1e-7));
        }
        for (Eigen::Index i = 0; i < 4; ++i) {
            CHECK_THAT(gains[i], WithinAbs(table.power[i] * gains.sum(), 1e-7));
        }
        CHECK_THAT(reference_points(table).utilitarian.head(3).sum(),
                   WithinAbs(terms.head(3).sum(), 1e-6));
    }
}

TEST_CASE("Zeuthen's concessions with a side payment end near the Nash solution of equal weights")
{
    for (double const status_quo : {0.1, 0.2, 0.3}) {
        auto const table = with_money(status_quo, vector({-1.2, 0.8}));
        RandomStream random{1, "side payments", {}};
        auto const outcome = Zeuthen{{.step = 0.002}}(table, random, Trace::none);
        REQUIRE(outcome.status == Status::agreed);
        auto const solution = nash(table);
        CHECK((outcome.terms - solution).cwiseAbs().maxCoeff() < 0.02);
        CHECK((gains_at(table, outcome.terms) - gains_at(table, solution)).norm() < 0.005);
    }
}
