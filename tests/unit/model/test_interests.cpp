#include "model/interests.hpp"

#include "model/states.hpp"
#include "support/random_stream.hpp"

#include "catch.hpp"

#include <cmath>

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
    Issues const issues =
        issues_of(Matrix::Constant(3, 1, 0.4), Matrix::Constant(3, 1, 2.0));
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
    Interests const found = interests((Matrix(1, 3) << 1.0, 0.0, 0.0).finished(),
                                      Vector::Ones(1), issues, DomesticPolitics::none(1, 1));
    CHECK(found.salience(0, 0) == 0.0);
    CHECK(found.tension(0, 0) == 0.0);
    CHECK(found.ideal(0, 0) == Approx(0.5));
}
