#include "catch.hpp"
#include "sweep/sampling/latin_hypercube.hpp"
#include "sweep/sampling/morris.hpp"
#include "sweep/sampling/quantile.hpp"
#include "sweep/sampling/saltelli.hpp"
#include "sweep/sampling/sobol.hpp"

#include <array>
#include <cmath>
#include <set>

using namespace parley;

TEST_CASE("a Latin hypercube has one point in each stratum of each parameter")
{
    constexpr std::uint64_t n = 100;
    LatinHypercube const sample{{.points = n, .parameters = 3, .seed = 4}};
    for (std::size_t j = 0; j < 3; ++j) {
        std::set<std::uint64_t> strata;
        for (std::uint64_t i = 0; i < n; ++i) {
            strata.insert(static_cast<std::uint64_t>(sample(i, j).value * n));
        }
        CHECK(strata.size() == n);
    }
    CHECK(sample(0, 0).value != sample(0, 1).value);
    LatinHypercube const other{{.points = n, .parameters = 3, .seed = 5}};
    CHECK(sample(0, 0).value != other(0, 0).value);
}

TEST_CASE("Sobol's sequence begins as Joe and Kuo print it")
{
    // The first ten points of three dimensions, output of their program sobol.cc.
    std::array<std::array<double, 3>, 10> const published{{{0, 0, 0},
                                                           {0.5, 0.5, 0.5},
                                                           {0.75, 0.25, 0.25},
                                                           {0.25, 0.75, 0.75},
                                                           {0.375, 0.375, 0.625},
                                                           {0.875, 0.875, 0.125},
                                                           {0.625, 0.125, 0.875},
                                                           {0.125, 0.625, 0.375},
                                                           {0.1875, 0.3125, 0.9375},
                                                           {0.6875, 0.8125, 0.4375}}};
    SobolSequence const sequence{3};
    for (std::uint64_t i = 0; i < 10; ++i) {
        for (std::size_t j = 0; j < 3; ++j) {
            CAPTURE(i, j);
            CHECK(sequence(i, j) * 0x1p-32 == published[i][j]);
        }
    }
}

TEST_CASE("Sobol's sequence has direction numbers for so many dimensions and no more")
{
    CHECK(SobolSequence{SobolSequence::most}.dimensions() == 400);
    CHECK_THROWS_AS(SobolSequence{SobolSequence::most + 1}, std::invalid_argument);
}

TEST_CASE("scrambled points of two dimensions stay a (0, m, 2)-net")
{
    // Of any 2^m points from a multiple of 2^m on, each box of 2^-a x 2^-(m-a) holds exactly one.
    for (std::uint64_t const seed : {1U, 2U, 3U}) {
        ScrambledSobol const sample{{.points = 4096, .parameters = 2, .seed = seed}};
        for (unsigned const m : {1U, 4U, 8U}) {
            for (unsigned a = 0; a <= m; ++a) {
                for (std::uint64_t const start : {0U, 3U << m}) {
                    std::set<std::pair<double, double>> boxes;
                    for (std::uint64_t i = start; i < start + (1U << m); ++i) {
                        boxes.emplace(
                            std::floor(std::ldexp(sample(i, 0).value, static_cast<int>(a))),
                            std::floor(std::ldexp(sample(i, 1).value, static_cast<int>(m - a))));
                    }
                    CAPTURE(seed, m, a, start);
                    CHECK(boxes.size() == 1U << m);
                }
            }
        }
    }
}

TEST_CASE("scrambling integrates a smooth function with less error than random points have")
{
    // The mean of x y exp(x + y) over the unit square is 1: int_0^1 x e^x dx = 1.
    double squares = 0.0;
    constexpr std::uint64_t n = 1024;
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        ScrambledSobol const sample{{.points = n, .parameters = 2, .seed = seed}};
        double sum = 0.0;
        for (std::uint64_t i = 0; i < n; ++i) {
            double const x = sample(i, 0).value;
            double const y = sample(i, 1).value;
            sum += x * y * std::exp(x + y);
        }
        squares += (sum / n - 1.0) * (sum / n - 1.0);
    }
    double const standard_error_of_random_points = 1.257 / std::sqrt(static_cast<double>(n));
    CHECK(std::sqrt(squares / 20) < standard_error_of_random_points / 50);
}

TEST_CASE("Saltelli's points take one column at a time from the other matrix")
{
    constexpr std::size_t k = 3;
    Saltelli const first{{.size = 4, .parameters = k, .order = 1, .seed = 9}};
    Saltelli const second{{.size = 4, .parameters = k, .order = 2, .seed = 9}};
    CHECK(first.points() == 4 * (k + 2));
    CHECK(second.points() == 4 * (2 * k + 2));
    ScrambledSobol const base{{.points = 4, .parameters = 2 * k, .seed = 9}};
    for (std::uint64_t i = 0; i < 4; ++i) {
        for (std::size_t j = 0; j < k; ++j) {
            double const a = base(i, j).value;
            double const b = base(i, j + k).value;
            CHECK(first(i * 5, j).value == a);
            CHECK(first(i * 5 + 4, j).value == b);
            for (std::size_t of = 0; of < k; ++of) {
                CHECK(first(i * 5 + 1 + of, j).value == (of == j ? b : a));
                CHECK(second(i * 8 + 1 + of, j).value == (of == j ? b : a));
                CHECK(second(i * 8 + 4 + of, j).value == (of == j ? a : b));
            }
            CHECK(second(i * 8 + 7, j).value == b);
        }
    }
}

TEST_CASE("trajectories of Morris change one parameter at a time, each once, by the same step")
{
    constexpr std::size_t k = 5;
    Morris const sample{{.trajectories = 50, .parameters = k, .levels = 6, .seed = 2}};
    REQUIRE(sample.points() == 50 * (k + 1));
    std::set<double> values;
    for (std::uint64_t t = 0; t < 50; ++t) {
        std::set<std::size_t> changed;
        for (std::uint64_t s = 0; s <= k; ++s) {
            for (std::size_t j = 0; j < k; ++j) {
                auto const now = sample(t * (k + 1) + s, j).value;
                values.insert(now);
                if (s > 0 && now != sample(t * (k + 1) + s - 1, j).value) {
                    CHECK(changed.insert(j).second);
                    CHECK(changed.size() == s);
                    CHECK_THAT(std::abs(now - sample(t * (k + 1) + s - 1, j).value),
                               WithinAbs(6.0 / 10.0, 1e-15));
                }
            }
        }
        CHECK(changed.size() == k);
    }
    CHECK(values == std::set{0.0, 1.0 / 5, 2.0 / 5, 3.0 / 5, 4.0 / 5, 1.0});
}

TEST_CASE("quantiles of the normal distribution are those of algorithm AS 241")
{
    // The test values of Wichura [1988] for PPND16.
    CHECK_THAT(normal_quantile(0.25), WithinRel(-0.6744897501960817, 1e-15));
    CHECK_THAT(normal_quantile(0.001), WithinRel(-3.090232306167814, 1e-15));
    CHECK_THAT(normal_quantile(1e-20), WithinRel(-9.262340089798408, 1e-15));
    CHECK(normal_quantile(0.5) == 0.0);
    for (double const p : {1e-9, 0.01, 0.3, 0.7, 0.999}) {
        CHECK_THAT(normal_probability(normal_quantile(p)), WithinRel(p, 1e-13));
    }
}
