#include "catch.hpp"
#include "support/dirichlet.hpp"

#include <stdexcept>

using namespace parley;

namespace {

struct Moments {
    Vector mean;
    Vector variance;
};

Moments moments_of(Vector const& concentration, int draws)
{
    RandomStream random{1, "dirichlet", {}};
    Vector sum = Vector::Zero(concentration.size());
    Vector squares = sum;
    for (int i = 0; i < draws; ++i) {
        Vector const weight = dirichlet(concentration, random);
        REQUIRE((weight.array() >= 0.0).all());
        REQUIRE(weight.sum() == Approx(1.0));
        sum += weight;
        squares += weight.cwiseProduct(weight);
    }
    Vector const mean = sum / draws;
    return {mean, squares / draws - mean.cwiseProduct(mean)};
}

}  // namespace

// mean a_i / A, variance a_i (A - a_i) / (A^2 (A + 1)) [Johnson, Kotz, Balakrishnan 2000, chapter
// 49]
TEST_CASE("Dirichlet weights have their mean and variance, for small and large shapes")
{
    for (Vector const& a :
         {Vector{{1.0, 1.0, 1.0}}, Vector{{0.2, 0.5, 4.0}}, Vector{{30.0, 6.0, 24.0}}}) {
        CAPTURE(a.transpose());
        double const total = a.sum();
        Moments const found = moments_of(a, 50'000);
        for (Eigen::Index i = 0; i < a.size(); ++i) {
            double const variance = a(i) * (total - a(i)) / (total * total * (total + 1.0));
            CHECK(found.mean(i) == Approx(a(i) / total).margin(4.0 * std::sqrt(variance / 50'000)));
            CHECK(found.variance(i) == Approx(variance).epsilon(0.05));
        }
    }
}

// the share of the triangle in which all three weights are below 1/2 is 1/4
TEST_CASE("with parameters 1 all profiles are equally probable")
{
    RandomStream random{2, "dirichlet", {}};
    int inside = 0;
    for (int i = 0; i < 40'000; ++i) {
        inside += dirichlet(Vector::Ones(3), random).maxCoeff() < 0.5 ? 1 : 0;
    }
    CHECK(inside / 40'000.0 == Approx(0.25).margin(0.009));
}

TEST_CASE("tiny shapes put all weight on one, and what has none gets none")
{
    RandomStream random{3, "dirichlet", {}};
    Vector const corner = dirichlet(Vector::Constant(3, 1e-4), random);
    CHECK(corner.sum() == Approx(1.0));
    CHECK(corner.maxCoeff() > 0.999);
    CHECK(dirichlet(Vector{{2.0, 0.0}}, random) == Vector{{1.0, 0.0}});
    CHECK_THROWS_AS(dirichlet(Vector::Zero(3), random), std::invalid_argument);
    CHECK_THROWS_AS(dirichlet(Vector{{1.0, -1.0}}, random), std::invalid_argument);
}
