// How much pairs of states cover of what ties them to the other states of the Western Mediterranean
// in 2005: the stocks of UN DESA and ten years of the flows of Abel and Cohen, both ways, without
// saliences. The expected values are computed from these tables by a script of its own, not from
// the scenario's files.

#include "catch.hpp"
#include "forum/coverage.hpp"
#include "scenario/build.hpp"
#include "scenario/scenario_file.hpp"

#include <algorithm>

using namespace parley;

TEST_CASE(
    "in the Western Mediterranean Algeria and France cover most, and most pairs hardly anything")
{
    Setup const setup = set_up(read_scenario("scenarios/western_mediterranean.yaml").scenario);
    States const& states = setup.world.states;
    Ties const ties{setup.world.flows, states.count(), 10.0};
    Matrix const alike = Matrix::Ones(states.count(), 1);
    struct Pair {
        double covers;
        std::string id;
    };
    std::vector<Pair> pairs;
    for (std::size_t i = 0; i < states.id.size(); ++i) {
        for (std::size_t j = i + 1; j < states.id.size(); ++j) {
            std::vector<StateId> const members{StateId{i}, StateId{j}};
            pairs.push_back({coverage(alike, ties, members)(0), states.id[i] + " " + states.id[j]});
        }
    }
    std::ranges::sort(pairs, {}, &Pair::covers);
    REQUIRE(pairs.size() == 45);
    CHECK(pairs[44].id == "DZA FRA");
    CHECK_THAT(pairs[44].covers, WithinAbs(0.4671, 0.0005));
    CHECK(pairs[43].id == "MAR ESP");
    CHECK_THAT(pairs[43].covers, WithinAbs(0.4322, 0.0005));
    CHECK_THAT(pairs[22].covers, WithinAbs(0.00757, 0.00005));
}
