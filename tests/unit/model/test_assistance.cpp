#include "catch.hpp"
#include "model/assistance.hpp"

#include <cmath>
#include <stdexcept>

using namespace parley;

namespace {

std::vector<StateId> const three{StateId{0}, StateId{1}, StateId{2}};

}  // namespace

TEST_CASE("assistance raises the least able first, then the next with them, and nobody too far")
{
    Vector const load{{100.0, 200.0, 50.0}};
    Vector const start{{20.0, 100.0, 60.0}};  // able to 0.2, 0.5 and more than all
    Assistance const assistance{{.place_cost = 10.0}};
    auto const after = [&](double budget, double years) {
        Vector own = start;
        assistance.assist(own, load, three, {.assistance = budget}, years);
        return own;
    };
    CHECK(after(200.0, 1.0).isApprox(Vector{{40.0, 100.0, 60.0}}));
    CHECK(after(100.0, 2.0).isApprox(Vector{{40.0, 100.0, 60.0}}));
    CHECK(after(600.0, 1.0).isApprox(Vector{{60.0, 120.0, 60.0}}));  // both at 0.6
    CHECK(after(1e9, 1.0).isApprox(Vector{{100.0, 200.0, 60.0}}));
    CHECK(after(0.0, 1.0) == start);
}

TEST_CASE("relief takes over what exceeds the loads of the start, as far as its budget goes")
{
    Vector const start{{100.0, 100.0, 100.0}};
    Assistance const assistance{{.relief_cost = 2.0}};
    Vector load{{160.0, 140.0, 50.0}};
    assistance.relieve(load, start, three, {.relief = 100.0});  // 50 of 100 persons
    CHECK(load.isApprox(Vector{{130.0, 120.0, 50.0}}));
    assistance.relieve(load, start, three, {.relief = 1e9});
    CHECK(load.isApprox(Vector{{100.0, 100.0, 50.0}}));
}

// d(departures)/dt = (goal - departures) / T has goal + (1 - goal) exp(-t / T)
TEST_CASE("development averts departures slowly, as many as it pays for")
{
    Assistance const assistance{{.departure_cost = 10.0, .development_time = 8.0}};
    Vector averted = Vector::Zero(3);
    assistance.plan(averted, Vector{{300.0, 100.0, 600.0}}, std::vector{StateId{0}, StateId{1}},
                    {.development = 1000.0});
    CHECK(averted.isApprox(Vector{{0.25, 0.25, 0.0}}));  // 100 of 400 persons
    Vector departures = Vector::Ones(3);
    for (int year = 0; year < 5; ++year) {
        assistance.develop(departures, averted, 1.0);
    }
    CHECK(departures(0) == Approx(0.75 + 0.25 * std::exp(-5.0 / 8.0)));
    CHECK(departures(2) == 1.0);
    assistance.develop(departures, Vector::Constant(3, 2.0), 1e6);
    CHECK(departures.isZero(1e-12));  // nobody leaves; fewer than nobody cannot
}

TEST_CASE("assistance refuses costs that are none")
{
    CHECK_THROWS_AS(Assistance{{.place_cost = 0.0}}, std::invalid_argument);
    CHECK_THROWS_AS(Assistance{{.development_time = -1.0}}, std::invalid_argument);
}
