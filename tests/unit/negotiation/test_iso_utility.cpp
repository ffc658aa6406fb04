#include "catch.hpp"
#include "negotiation/protocols/iso_utility.hpp"
#include "support/random_stream.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

using namespace parley;

namespace {

using Numbers = std::vector<double>;

struct Problem {
    Numbers ideal, salience, weight, lower, upper, target;
    Numbers value = Numbers(ideal.size());

    IsoUtility surface() const { return {ideal, salience, value, weight, lower, upper}; }

    double distance(Numbers const& x) const
    {
        double sum = 0.0;
        for (std::size_t k = 0; k < x.size(); ++k) {
            double const far = std::abs(x[k] - target[k]);
            sum += weight[k] * (value[k] != 0.0 ? far : far * far);
        }
        return sum;
    }
};

Problem draw(RandomStream& random)
{
    auto const issues = 1 + random.below(6);
    auto const uniform = [&] { return random.uniform(); };
    Problem p;
    for (auto* numbers : {&p.ideal, &p.salience, &p.weight, &p.target}) {
        numbers->resize(issues);
        std::ranges::generate(*numbers, uniform);
    }
    p.lower.resize(issues);
    p.upper.resize(issues);
    for (std::size_t k = 0; k < issues; ++k) {
        p.lower[k] = 0.4 * random.uniform();
        p.upper[k] = 0.6 + 0.4 * random.uniform();
    }
    p.value.resize(issues);
    if (random.uniform() < 0.5) {  // the first is a transfer
        p.salience[0] = 0.0;
        p.value[0] = 2.0 * random.uniform() - 1.0;
        p.ideal[0] = p.value[0] > 0.0 ? 1.0 : 0.0;
    }
    return p;
}

}  // namespace

TEST_CASE("with equal weights the nearest terms lie on the straight way to the ideal point")
{
    Problem const p{{0.2, 0.2}, {1, 1}, {1, 1}, {0, 0}, {1, 1}, {0.5, 0.6}};
    Numbers terms(2);
    p.surface().nearest(p.target, 0.01, terms);  // a circle of radius 0.1; the target is 0.5 away
    CHECK_THAT(terms[0], WithinAbs(0.2 + 0.3 / 5, 1e-10));
    CHECK_THAT(terms[1], WithinAbs(0.2 + 0.4 / 5, 1e-10));
}

TEST_CASE("on one issue the nearest position lies a square root away from the ideal point")
{
    Problem p{{0.3}, {2.0}, {1}, {0}, {1}, {0.9}};
    Numbers terms(1);
    double const multiplier = p.surface().nearest(p.target, 0.02, terms);
    CHECK(terms[0] == 0.3 + std::sqrt(0.02 / 2.0));
    CHECK_THAT((p.target[0] + multiplier * 2.0 * 0.3) / (1.0 + multiplier * 2.0),
               WithinAbs(terms[0], 1e-15));
    p.target = {0.1};
    p.surface().nearest(p.target, 0.02, terms);
    CHECK(terms[0] == 0.3 - std::sqrt(0.02 / 2.0));
    p.lower = {0.25};  // the target counts within the box, and costs less there
    CHECK(p.surface().nearest(p.target, 0.02, terms) == 0.0);
    CHECK(terms[0] == 0.25);
}

TEST_CASE("on one issue a payer and a payee give way in proportion to what money is worth to them")
{
    Problem p{{0.0}, {0.0}, {3}, {0}, {1}, {0.8}};
    Numbers terms(1);
    p.value = {-2.0};
    CHECK(p.surface().nearest(p.target, 0.5, terms) == 1.5);
    CHECK(terms[0] == 0.25);
    p.value = {2.0};
    p.ideal = {1.0};
    p.target = {0.1};
    CHECK(p.surface().nearest(p.target, 0.5, terms) == 1.5);
    CHECK(terms[0] == 0.75);
}

TEST_CASE("a target that costs no more than asked is given, moved into the box")
{
    Problem const p{{0.2, 0.2}, {1, 1}, {1, 1}, {0, 0}, {1, 0.25}, {0.25, 0.3}};
    Numbers terms(2);
    CHECK(p.surface().nearest(p.target, 0.01, terms) == 0.0);
    CHECK(terms == Numbers{0.25, 0.25});
}

TEST_CASE("where even the best in the box costs more, the best is given")
{
    Problem const p{{0.2}, {1}, {1}, {0.5}, {1}, {0.9}};
    Numbers terms(1);
    CHECK(std::isinf(p.surface().nearest(p.target, 0.01, terms)));
    CHECK(terms == Numbers{0.5});
}

TEST_CASE("an issue without weight is given to the member, one without salience to the target")
{
    Problem const p{{0.2, 0.2, 0.2}, {1, 0, 0}, {0, 1, 0}, {0, 0, 0}, {1, 1, 1}, {0.9, 0.8, 0.7}};
    Numbers terms(3);
    p.surface().nearest(p.target, 0.0, terms);
    CHECK(terms == Numbers{0.2, 0.8, 0.7});
}

// Distance is (x - 0.5)^2 + |t - y|; the member wants x = 0 and pays 1 for t: the loss is x^2 + t.
// So x = 0.5 / (1 + m), and money gives way at m = 1.
TEST_CASE("a payer gives way on substance alone until money is as cheap, then in money alone")
{
    Problem p{{0.0, 0.0}, {1, 0}, {1, 1}, {0, 0}, {1, 1}, {0.5, 0.8}};
    p.value = {0.0, -1.0};
    Numbers terms(2);
    p.surface().nearest(p.target, 0.8 + 0.09, terms);
    CHECK_THAT(terms[0], WithinAbs(0.3, 1e-9));
    CHECK_THAT(terms[1], WithinAbs(0.8, 1e-10));
    p.surface().nearest(p.target, 0.5, terms);
    CHECK_THAT(terms[0], WithinAbs(0.25, 1e-10));
    CHECK_THAT(terms[1], WithinAbs(0.5 - 0.0625, 1e-10));
    p.surface().nearest(p.target, 0.04, terms);
    CHECK_THAT(terms[0], WithinAbs(0.2, 1e-10));
    CHECK(terms[1] == 0.0);
}

TEST_CASE("the nearest terms cost what is asked, and no feasible terms are nearer")
{
    RandomStream random{1, "iso", {}};
    for (int i = 0; i < 3000; ++i) {
        INFO("problem " << i);
        auto const p = draw(random);
        Numbers terms(p.ideal.size());
        Numbers other(p.ideal.size());
        double const asked = 0.3 * random.uniform() * random.uniform();
        double const guess = std::exp(4 * random.normal());
        double const multiplier = p.surface().nearest(p.target, asked, terms, guess);
        if (std::isinf(multiplier)) {
            continue;
        }
        double const cost = p.surface().loss(terms);
        REQUIRE(cost <= asked * (1 + 1e-9));
        REQUIRE((multiplier == 0.0 || cost >= asked * (1 - 1e-9)));
        for (int j = 0; j < 30; ++j) {
            for (std::size_t k = 0; k < terms.size(); ++k) {
                double const step = std::pow(10.0, -6.0 * random.uniform()) * random.normal();
                other[k] = std::clamp(terms[k] + step, p.lower[k], p.upper[k]);
            }
            if (p.surface().loss(other) <= asked) {
                REQUIRE(p.distance(other) >= p.distance(terms) - 1e-9);
            }
        }
    }
}
