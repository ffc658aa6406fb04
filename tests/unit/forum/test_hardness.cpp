#include "catch.hpp"
#include "forum/hardness.hpp"

using namespace parley;

namespace {

Vector const quo = Vector::Constant(2, 0.5);

Vector pair(double a, double b)
{
    return (Vector(2) << a, b).finished();
}

}  // namespace

TEST_CASE("opposite ends of equal weight are as hard as it gets")
{
    Hardness const found = measure_hardness(pair(0.0, 1.0), pair(1.0, 1.0), quo);
    CHECK(found.hardness == Approx(1.0));
    CHECK(found.balance == Approx(1.0));
}

TEST_CASE("hardness and balance count by weight")
{
    // mean 0.75, variance 3/16; 3/4 above and 1/4 below the status quo
    Hardness const found = measure_hardness(pair(0.0, 1.0), pair(1.0, 3.0), quo);
    CHECK(found.hardness == Approx(0.75));
    CHECK(found.balance == Approx(0.75));
}

TEST_CASE("agreement among all is not hard, and a member at the status quo takes no side")
{
    CHECK(measure_hardness(pair(0.8, 0.8), pair(1.0, 2.0), quo).hardness ==
          Approx(0.0).margin(1e-15));
    CHECK(measure_hardness(pair(0.5, 0.8), pair(1.0, 1.0), quo).balance == 0.0);
    CHECK(measure_hardness(pair(0.0, 1.0), pair(0.0, 0.0), quo).hardness == 0.0);
}

TEST_CASE("interests are common when no one stands on the other side of the status quo")
{
    Vector const role_ideal = (Vector(3) << 0.9, 0.5, 0.1).finished();
    Matrix const profile = (Matrix(2, 3) << 0.9, 0.0, 0.1, 0.05, 0.0, 0.95).finished();
    CHECK(interest_pattern(pair(0.6, 0.9), quo, profile, role_ideal) == InterestPattern::common);
    CHECK(interest_pattern(pair(0.6, 0.5), quo, profile, role_ideal) == InterestPattern::common);
}

TEST_CASE("interests overlap when all play a role that leans to one side")
{
    Vector const role_ideal = (Vector(3) << 0.9, 0.5, 0.1).finished();
    Vector const ideal = pair(0.8, 0.2);
    Matrix const torn = (Matrix(2, 3) << 0.9, 0.0, 0.1, 0.2, 0.0, 0.8).finished();
    CHECK(interest_pattern(ideal, quo, torn, role_ideal) == InterestPattern::overlapping);
    Matrix const pure = (Matrix(2, 3) << 0.95, 0.0, 0.05, 0.05, 0.0, 0.95).finished();
    CHECK(interest_pattern(ideal, quo, pure, role_ideal) == InterestPattern::conflicting);
}
