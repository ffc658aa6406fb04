#include "catch.hpp"
#include "model/interests.hpp"
#include "model/states.hpp"
#include "support/random_stream.hpp"

#include <cmath>
#include <limits>

using namespace parley;

namespace {

Issues issues_of(Matrix ideal, Matrix salience)
{
    Issues issues;
    issues.role_ideal = std::move(ideal);
    issues.role_salience = std::move(salience);
    return issues;
}

Matrix random_matrix(RandomStream& random, Eigen::Index rows, Eigen::Index columns)
{
    return Matrix::NullaryExpr(rows, columns, [&] { return random.uniform(); });
}

}  // namespace

TEST_CASE("interests of a state that both sends and receives, by hand")
{
    // w = (0.5, 0, 0.5), b = (0.7, 0.8, 1.0), a = (0.1, 0.2, 0.95), exposure 0.5:
    // theta = (0.5 0.7 0.1 + 0.5 1.0 0.95) / 0.85 = 0.51 / 0.85 = 0.6
    // t = (0.35 0.25 + 0.5 0.1225) / 0.85 = 0.14875 / 0.85 = 0.175
    Issues const issues = issues_of((Matrix(3, 1) << 0.1, 0.2, 0.95).finished(),
                                    (Matrix(3, 1) << 0.7, 0.8, 1.0).finished());
    Interests const found =
        interests((Matrix(1, 3) << 0.5, 0.0, 0.5).finished(), Vector::Constant(1, 0.5), issues,
                  DomesticPolitics::none(1, 1));
    CHECK(found.ideal(0, 0) == Approx(0.6));
    CHECK(found.salience(0, 0) == Approx(0.425));
    CHECK(found.tension(0, 0) == Approx(0.175));
}

TEST_CASE("the folded quadratic is the sum over the roles, at any position")
{
    for (std::uint64_t draw = 0; draw < 200; ++draw) {
        RandomStream random{1, "interests", {draw, 0, 0}};
        Issues const issues = issues_of(random_matrix(random, 3, 4), random_matrix(random, 3, 4));
        Matrix const profile = role_weights(random_matrix(random, 2, 3));
        Vector const exposure = random_matrix(random, 2, 1);
        Matrix const position = random_matrix(random, 2, 4);
        Interests const folded = interests(profile, exposure, issues, DomesticPolitics::none(2, 4));
        Vector const payoff = payoffs(folded, position);
        for (Eigen::Index i = 0; i < 2; ++i) {
            double direct = 0.0;
            for (Eigen::Index k = 0; k < 4; ++k) {
                for (Eigen::Index r = 0; r < 3; ++r) {
                    direct -= exposure(i) * profile(i, r) * issues.role_salience(r, k) *
                              std::pow(position(i, k) - issues.role_ideal(r, k), 2);
                }
            }
            CHECK(payoff(i) == Approx(direct).epsilon(1e-12));
        }
    }
}

TEST_CASE("domestic politics move what the roles suggest")
{
    Issues const issues = issues_of(Matrix::Constant(3, 1, 0.4), Matrix::Constant(3, 1, 2.0));
    Matrix const profile = Matrix::Constant(1, 3, 1.0 / 3.0);
    Vector const exposure = Vector::Constant(1, 0.5);
    DomesticPolitics politics = DomesticPolitics::none(1, 1);

    SECTION("national variation shifts the ideal point and stops at the ends of the scale")
    {
        politics.variation(0, 0) = 0.1;
        CHECK(interests(profile, exposure, issues, politics).ideal(0, 0) == Approx(0.5));
        politics.variation(0, 0) = -0.7;
        CHECK(interests(profile, exposure, issues, politics).ideal(0, 0) == 0.0);
    }
    SECTION("an override counts by its weight")
    {
        politics.ideal(0, 0) = 1.0;
        politics.ideal_weight(0, 0) = 0.25;
        politics.salience(0, 0) = 4.0;
        politics.salience_weight(0, 0) = 0.5;
        Interests const found = interests(profile, exposure, issues, politics);
        CHECK(found.ideal(0, 0) == Approx(0.55));
        CHECK(found.salience(0, 0) == Approx(1.5));  // 0.5 (0.5 2 + 0.5 4)
    }
    SECTION("attention multiplies the salience")
    {
        politics.attention(0, 0) = 3.0;
        CHECK(interests(profile, exposure, issues, politics).salience(0, 0) == Approx(3.0));
    }
}

TEST_CASE("an issue that none of a state's roles cares about has no salience and no tension")
{
    Issues const issues = issues_of((Matrix(3, 1) << 0.0, 0.5, 1.0).finished(),
                                    (Matrix(3, 1) << 0.0, 1.0, 1.0).finished());
    Interests const found = interests((Matrix(1, 3) << 1.0, 0.0, 0.0).finished(), Vector::Ones(1),
                                      issues, DomesticPolitics::none(1, 1));
    CHECK(found.salience(0, 0) == 0.0);
    CHECK(found.tension(0, 0) == 0.0);
    CHECK(found.ideal(0, 0) == Approx(0.5));
}

namespace {

/// One issue of substance, and a transfer from receiving to sending states.
Issues with_transfer()
{
    Issues issues = issues_of((Matrix(3, 2) << 0.1, 1.0, 0.2, 1.0, 0.9, 0.0).finished(),
                              (Matrix(3, 2) << 1.0, 0.0, 1.0, 0.0, 1.0, 0.0).finished());
    issues.kind = {IssueKind::hard, IssueKind::transfer};
    issues.role_value = (Matrix(3, 2) << 0.0, 1.0, 0.0, 0.5, 0.0, -2.0).finished();
    issues.amount = (Vector(2) << 0.0, 4e9).finished();
    issues.payable = (Vector(2) << 0.0, 0.01).finished();
    return issues;
}

}  // namespace

TEST_CASE("what a transfer is worth follows from the roles, by hand")
{
    // w = (0.6, 0.2, 0.2): v = 0.5 (0.6 + 0.1 - 0.4) = 0.15; w = (0.1, 0.1, 0.8): 0.5 (0.15 - 1.6)
    // = -0.725
    Matrix const profile = (Matrix(2, 3) << 0.6, 0.2, 0.2, 0.1, 0.1, 0.8).finished();
    auto politics = DomesticPolitics::none(2, 2);
    politics.attention(1, 1) = 2.0;
    politics.variation.setConstant(0.1);
    Interests const found = interests(profile, Vector::Constant(2, 0.5), with_transfer(), politics);
    CHECK(found.value(0, 1) == Approx(0.15));
    CHECK(found.value(1, 1) == Approx(-1.45));  // the matter is in the news
    CHECK(found.value.col(0).isZero());
    CHECK(found.ideal(0, 1) == 1.0);
    CHECK(found.ideal(1, 1) == 0.0);
    CHECK(found.salience.col(1).isZero());
    CHECK(found.weight()(1, 1) == Approx(1.45));
    CHECK(found.weight()(1, 0) == found.salience(1, 0));
    Matrix const none = Matrix::Zero(2, 2);
    Matrix half = none;
    half.col(1).setConstant(0.5);
    Vector const rise = payoffs(found, half) - payoffs(found, none);
    CHECK(rise(0) == Approx(0.075));
    CHECK(rise(1) == Approx(-0.725));
}

TEST_CASE("what a state can pay is its share of its product, counted in the whole of the transfer")
{
    States states;
    states.profile = Matrix::Ones(2, 3) / 3.0;
    states.population = (Vector(2) << 10e6, 1e6).finished();
    states.gdp_per_head = (Vector(2) << 20000.0, 1000.0).finished();
    auto issues = with_transfer();
    auto const means = [&](int state, int issue) {
        return means_to_pay(states, issues, StateId{state}, IssueId{issue});
    };
    CHECK(means(0, 1) == Approx(0.5));  // 0.01 x 2e11 of 4e9
    CHECK(means(1, 1) == Approx(0.0025));
    CHECK(means(0, 0) == 0.0);
    issues.amount(1) = std::numeric_limits<double>::infinity();  // not in money
    CHECK(std::isinf(means(1, 1)));
}

TEST_CASE("renewing some states gives them the bits of renewing all, and leaves the others alone")
{
    RandomStream random{1, "renewal", {}};
    Issues issues = with_transfer();
    issues.role_ideal.conservativeResize(3, 3);
    issues.role_salience.conservativeResize(3, 3);
    issues.role_value.conservativeResize(3, 3);
    issues.kind.push_back(IssueKind::hard);
    issues.role_ideal.col(2).setConstant(0.5);
    issues.role_salience.col(2).setZero();
    issues.role_value.col(2).setZero();
    issues.options.resize(3);
    issues.options[2] = {.id = {"low", "middle", "high"},
                         .role_value = random_matrix(random, 3, 3)};
    Matrix const before = role_weights(random_matrix(random, 4, 3));
    Matrix const after = role_weights(random_matrix(random, 4, 3));
    Vector const exposure = random_matrix(random, 4, 1);
    auto politics = DomesticPolitics::none(4, 3);
    politics.variation = 0.1 * random_matrix(random, 4, 3);

    Interests const old = interests(before, exposure, issues, politics);
    Interests const all = interests(after, exposure, issues, politics);
    Interests some = old;
    std::vector<StateId> const states{StateId{3}, StateId{1}};
    std::vector<Eigen::Index> const rows{3, 1};
    renew(some, states, after(rows, Eigen::all), exposure, issues, politics);
    for (Eigen::Index i = 0; i < 4; ++i) {
        Interests const& expected = i == 1 || i == 3 ? all : old;
        CHECK(some.ideal.row(i) == expected.ideal.row(i));
        CHECK(some.salience.row(i) == expected.salience.row(i));
        CHECK(some.tension.row(i) == expected.tension.row(i));
        CHECK(some.value.row(i) == expected.value.row(i));
        CHECK(some.options[2].row(i) == expected.options[2].row(i));
    }
}
