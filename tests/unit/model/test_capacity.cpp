#include "../world.hpp"
#include "catch.hpp"
#include "model/capacity.hpp"

#include <stdexcept>

using namespace parley;
using namespace parley::testing;

namespace {

/// 0 sends 300, of whom 100 irregularly, to 1.
Flows two_pathways()
{
    Flows flows;
    flows.origin = {StateId{0}, StateId{0}};
    flows.destination = {StateId{1}, StateId{1}};
    flows.pathway = {Pathway::any, Pathway::irregular};
    flows.persons = Vector{{200.0, 100.0}};
    flows.begin();
    return flows;
}

States two_states_of(Matrix const& profile)
{
    return small_world(profile, Matrix::Constant(3, 1, 0.5), Matrix::Ones(3, 1)).states;
}

}  // namespace

TEST_CASE("a load is what moves, the more complex the more mixed the roles and irregular the flow")
{
    Matrix const profile =
        (Matrix(2, 3) << 1.0, 0.0, 0.0, 1.0 / 3.0, 1.0 / 3.0, 1.0 / 3.0).finished();
    Capacity const capacity{{.mixed = 0.4, .irregular = 0.6}};
    Vector const load = capacity.load(two_pathways(), two_states_of(profile));
    CHECK(load(0) == Approx(300.0 * (1.0 + 0.6 / 3.0)));
    CHECK(load(1) == Approx(300.0 * (1.0 + 0.4 + 0.6 / 3.0)));
}

TEST_CASE("capacity starts at a share of the load that means give, or as it is given")
{
    double const unknown = std::numeric_limits<double>::quiet_NaN();
    Capacity const capacity{{.most = 1.5, .half_means = 5000.0}};
    Vector own = capacity.at_start(Vector{{100.0, 100.0, 100.0, 100.0}},
                                   Vector{{5000.0, 45000.0, unknown, 5000.0}},
                                   Vector{{unknown, unknown, unknown, 7.0}});
    CHECK(own.isApprox(Vector{{75.0, 135.0, 100.0, 7.0}}));
    Capacity{{.growth = 0.1}}.grow(own, 2.0);
    CHECK(own(2) == Approx(121.0));
}

TEST_CASE("the management gap is what all lack as a share of what all must handle")
{
    Handling const handling{
        .load = Vector{{100.0, 200.0, 100.0}}, .own = {}, .capacity = Vector{{60.0, 300.0, 100.0}}};
    std::vector<StateId> const everybody{StateId{0}, StateId{1}, StateId{2}};
    CHECK(management_gap(handling, everybody) == Approx(0.1));
    CHECK(management_gap(handling, std::vector{StateId{0}}) == Approx(0.4));
    CHECK(management_gap(handling, std::vector{StateId{1}}) == 0.0);
    CHECK(management_gap(handling, {}) == 0.0);
    CHECK(ability(handling).isApprox(Vector{{0.6, 1.0, 1.0}}));
    CHECK(ability({.load = Vector::Zero(1), .own = {}, .capacity = Vector::Zero(1)})(0) == 1.0);
}

TEST_CASE("a pool moves spare capacity to those who lack it, and makes none")
{
    Handling handling{.load = Vector{{100.0, 100.0, 100.0, 100.0}},
                      .own = {},
                      .capacity = Vector{{40.0, 80.0, 200.0, 500.0}}};
    Pool const pool{.members = {StateId{0}, StateId{1}, StateId{2}}, .bindingness = 0.5};
    SECTION("as far as it binds")
    {
        Capacity{{.pooling = 0.4}}.share(handling, {&pool, 1});
        // 0.4 x 0.5 x 100 = 20 for 60 and 20 that lack
        CHECK(handling.capacity.isApprox(Vector{{55.0, 85.0, 180.0, 500.0}}));
    }
    SECTION("never beyond what is lacking")
    {
        handling.capacity(2) = 2000.0;
        Capacity{{.pooling = 1.0}}.share(handling, {&pool, 1});
        CHECK(handling.capacity.isApprox(Vector{{100.0, 100.0, 1920.0, 500.0}}));
    }
    SECTION("not at all without pooling")
    {
        Capacity{{.pooling = 0.0}}.share(handling, {&pool, 1});
        CHECK(handling.capacity.isApprox(Vector{{40.0, 80.0, 200.0, 500.0}}));
    }
}

TEST_CASE("capacity refuses parameters out of range")
{
    CHECK_THROWS_AS(Capacity{{.mixed = -1.0}}, std::invalid_argument);
    CHECK_THROWS_AS(Capacity{{.half_means = 0.0}}, std::invalid_argument);
    CHECK_THROWS_AS(Capacity{{.pooling = 1.5}}, std::invalid_argument);
}
