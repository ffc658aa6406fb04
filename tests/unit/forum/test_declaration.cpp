#include "catch.hpp"
#include "forum/declaration.hpp"

using namespace parley;

namespace {

/// Two members of equal weight with ideal points 0.4 and 0.8 and a status quo of 0.2.
Matrix declared(Declaration::Params params, double disclosure)
{
    return Declaration{params}((Matrix(2, 1) << 0.4, 0.8).finished(), Matrix::Ones(2, 1),
                               Matrix::Constant(2, 1, 0.2), Vector::Constant(2, disclosure),
                               Vector::Ones(2));
}

}  // namespace

TEST_CASE("who discloses everything declares its ideal point")
{
    Matrix const y = declared({.posturing = 2.0, .hiding = 0.7}, 1.0);
    CHECK(y(0, 0) == Approx(0.4));
    CHECK(y(1, 0) == Approx(0.8));
}

TEST_CASE("posturing exaggerates against the mean and stops at the ends of the scale")
{
    Matrix const y = declared({.posturing = 0.5, .hiding = 0.0}, 0.0);
    CHECK(y(0, 0) == Approx(0.3));  // 0.4 + 0.5 (0.4 - 0.6)
    CHECK(y(1, 0) == Approx(0.9));
    CHECK(declared({.posturing = 9.0, .hiding = 0.0}, 0.0)(1, 0) == 1.0);
}

TEST_CASE("posturing is against the mean by power and salience")
{
    Matrix const y = Declaration{{.posturing = 1.0, .hiding = 0.0}}(
        (Matrix(2, 1) << 0.0, 0.8).finished(), (Matrix(2, 1) << 1.0, 2.0).finished(),
        Matrix::Zero(2, 1), Vector::Zero(2), (Vector(2) << 2.0, 3.0).finished());
    CHECK(y(1, 0) == Approx(0.8 + (0.8 - 0.6)));  // mean 6 0.8 / 8
}

TEST_CASE("hiding retreats behind the status quo")
{
    Matrix const y = declared({.posturing = 0.0, .hiding = 0.5}, 0.0);
    CHECK(y(0, 0) == Approx(0.3));
    CHECK(y(1, 0) == Approx(0.5));
    CHECK(declared({.posturing = 0.0, .hiding = 0.5}, 0.5)(1, 0) == Approx(0.65));
}

TEST_CASE("an issue without weight is compared with the plain mean")
{
    Matrix const y = Declaration{{.posturing = 1.0, .hiding = 0.0}}(
        (Matrix(2, 1) << 0.4, 0.6).finished(), Matrix::Zero(2, 1), Matrix::Zero(2, 1),
        Vector::Zero(2), Vector::Ones(2));
    CHECK(y(0, 0) == Approx(0.3));
}

TEST_CASE("a declaration refuses parameters out of range")
{
    CHECK_THROWS_AS((Declaration{{.posturing = -0.1, .hiding = 0.0}}), std::invalid_argument);
    CHECK_THROWS_AS((Declaration{{.posturing = 0.0, .hiding = 1.1}}), std::invalid_argument);
}
