#include "catch.hpp"
#include "forecast/scores.hpp"
#include "unit/negotiation/tables.hpp"

#include <cmath>

using namespace parley;

namespace {

Forecasts points(std::string name, std::vector<double> const& all)
{
    Forecasts forecasts{.protocol = std::move(name)};
    for (double const point : all) {
        forecasts.by_issue.push_back(
            std::isnan(point) ? std::nullopt : std::optional{Forecast{point, point_at(point)}});
    }
    return forecasts;
}

double const none = std::nan("");

}  // namespace

TEST_CASE("errors are counted over issues that are forecast and whose outcome is known")
{
    // errors 10, 5, 0; the fourth has no forecast, the fifth no outcome
    Scores const scores{vector({50, 20, 70, 30, none}), {0, 0, 1, 1, 2}, 1, 100};
    auto const score = scores.score(points("p", {40, 25, 70, none, 10}));
    CHECK(score.n == 3);
    CHECK_THAT(score.mae, WithinAbs(5.0, 1e-14));
    CHECK(score.median_ae == 5.0);
    CHECK_THAT(score.hit5, WithinAbs(2.0 / 3, 1e-15));
    CHECK_THAT(score.hit10, WithinAbs(1.0, 1e-15));
    CHECK_THAT(score.crps, WithinAbs(5.0, 1e-14));  // of points the absolute error
    // resamples of whole groups: means 7.5 (group 0 alone), 0 (group 1 alone), or 15 / 3
    CHECK(score.mae_interval.low == 0.0);
    CHECK_THAT(score.mae_interval.high, WithinAbs(7.5, 1e-12));
}

TEST_CASE("gains compare the issues that both forecast")
{
    Scores const scores{vector({50, 20, 70}), {0, 1, 2}, 1, 500};
    auto const gain = scores.gain(points("p", {50, 25, none}), points("q", {40, 50, 0}));
    CHECK(gain.n == 2);
    CHECK_THAT(gain.mae, WithinAbs((10.0 + 25.0) / 2, 1e-14));
    CHECK_THAT(gain.mae_interval.low, WithinAbs(10.0, 1e-12));
    CHECK_THAT(gain.mae_interval.high, WithinAbs(25.0, 1e-12));
}

TEST_CASE("an outcome at a place counts as far as its chance lies within the middle")
{
    // Chances 0.3 at 0, 0.5 at 10, 0.2 at 20: the outcome 10 covers 0.3 to 0.8; of that 0.3 to
    // 0.75 is in the middle half, nothing more of 0 .. 0.3 than 0.25 to 0.3.
    Forecast const forecast{10.0, distribution_of(vector({0, 10, 20}), vector({0.3, 0.5, 0.2}))};
    auto const at = [&](double outcome) { return judge(forecast, outcome); };
    CHECK_THAT(within_middle(at(10.0), 0.5), WithinAbs(0.45 / 0.5, 1e-12));
    CHECK_THAT(within_middle(at(0.0), 0.5), WithinAbs(0.05 / 0.3, 1e-12));
    CHECK(within_middle(at(5.0), 0.5) == 1.0);   // between places: at 0.3
    CHECK(within_middle(at(-5.0), 0.9) == 0.0);  // at 0
    CHECK(within_middle(at(25.0), 0.9) == 0.0);  // at 1
}

TEST_CASE("a calibrated forecast covers what its intervals say")
{
    // Outcomes 1 .. 100, each forecast as even chances of 1 .. 100.
    Vector const outcomes = Vector::LinSpaced(100, 1.0, 100.0);
    Forecasts forecasts{.protocol = "even"};
    std::vector<std::size_t> group;
    for (std::size_t i = 0; i < 100; ++i) {
        forecasts.by_issue.push_back(Forecast{50.0, distribution_of(outcomes, Vector::Ones(100))});
        group.push_back(i);
    }
    auto const score = Scores{outcomes, group, 1, 0}.score(forecasts);
    CHECK_THAT(score.coverage[0], WithinAbs(0.5, 1e-12));
    CHECK_THAT(score.coverage[1], WithinAbs(0.8, 1e-12));
    CHECK_THAT(score.coverage[2], WithinAbs(0.9, 1e-12));
    CHECK(score.width[0] == 50.0);              // 25 to 75
    CHECK(std::isnan(score.mae_interval.low));  // no resamples were asked for
}

TEST_CASE("a shuffle exchanges known outcomes and leaves unknown ones where they are")
{
    Scores const scores{vector({1, none, 3, 4, 5}), {0, 1, 2, 3, 4}, 1, 0};
    Vector const outcomes = scores.shuffled_outcomes(2);
    CHECK(std::isnan(outcomes(1)));
    std::vector<double> known{outcomes(0), outcomes(2), outcomes(3), outcomes(4)};
    std::ranges::sort(known);
    CHECK(known == std::vector{1.0, 3.0, 4.0, 5.0});
}
