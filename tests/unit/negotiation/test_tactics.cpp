#include "catch.hpp"
#include "negotiation/protocols/tactics.hpp"

#include <cmath>
#include <stdexcept>

using namespace parley;

TEST_CASE("Boulware is firm until late, a conceder yields early, all end at the reservation value")
{
    Tactics const boulware{{.boulware = 2.0, .linear = 0.0}};
    Tactics const linear{{}};
    Tactics const conceder{{.linear = 0.0, .conceder = 3.0}};
    CHECK_THAT(boulware.conceded(0.5), WithinAbs(std::pow(0.5, 5), 1e-15));
    CHECK(linear.conceded(0.5) == 0.5);
    CHECK_THAT(conceder.conceded(0.5), WithinAbs(std::pow(0.5, 0.2), 1e-15));
    for (auto const& tactics : {boulware, linear, conceder}) {
        CHECK(tactics.conceded(1.0) == 1.0);
        CHECK(tactics.tit_for_tat() == 0.0);
    }
}

TEST_CASE("tactics are mixed by weight, and tit-for-tat leaves its share to behaviour")
{
    Tactics const mixed{{.boulware = 1.0, .linear = 2.0, .tit_for_tat = 1.0}};
    CHECK_THAT(mixed.conceded(0.5), WithinAbs(0.25 * std::pow(0.5, 5) + 0.5 * 0.5, 1e-15));
    CHECK(mixed.tit_for_tat() == 0.25);
}

TEST_CASE("tactics that mean nothing are refused")
{
    CHECK_THROWS_AS(Tactics({.linear = 0.0}), std::invalid_argument);
    CHECK_THROWS_AS(Tactics({.boulware = -1.0}), std::invalid_argument);
    CHECK_THROWS_AS(Tactics({.linear = NAN}), std::invalid_argument);
    CHECK_THROWS_AS(Tactics({.boulware_beta = 1.0}), std::invalid_argument);
    CHECK_THROWS_AS(Tactics({.conceder_beta = 1.0}), std::invalid_argument);
}
