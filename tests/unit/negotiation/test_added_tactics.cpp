#include "catch.hpp"
#include "negotiation/protocols/tactics.hpp"

#include <stdexcept>

using namespace parley;

namespace {

Tactics with_added(double weight, std::function<double(double)> conceded)
{
    Tactics::Params params;
    params.added.push_back({weight, std::move(conceded)});
    return Tactics{params};
}

}  // namespace

TEST_CASE("An added tactic is mixed with the others by its weight")
{
    // one part linear, three parts t^2: 0.25 x 0.5 + 0.75 x 0.25 = 0.3125 at t = 0.5, all at t = 1
    Tactics const tactics = with_added(3.0, [](double time) { return time * time; });
    CHECK(tactics.conceded(0.5) == 0.3125);
    CHECK(tactics.conceded(1.0) == 1.0);
}

TEST_CASE("An added tactic that concedes no share of the range ends the talks")
{
    Tactics const tactics = with_added(1.0, [](double time) { return 2.0 * time; });
    CHECK(tactics.conceded(0.25) == 0.375);  // 0.5 x 0.25 + 0.5 x 0.5
    CHECK_THROWS_WITH(tactics.conceded(0.75), ContainsSubstring("share in [0, 1]"));
    CHECK_THROWS_AS(with_added(-1.0, [](double time) { return time; }), std::invalid_argument);
}
