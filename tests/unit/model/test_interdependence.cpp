#include "catch.hpp"
#include "model/interdependence.hpp"
#include "support/random_stream.hpp"

using namespace parley;

namespace {

/// Four states: 0 and 1 exchange people through 2, nobody moves to or from 3.
Flows three_and_one()
{
    Flows flows;
    flows.origin = {StateId{0}, StateId{1}, StateId{2}};
    flows.destination = {StateId{1}, StateId{0}, StateId{1}};
    flows.persons = (Vector(3) << 10.0, 20.0, 5.0).finished();
    flows.stock = (Vector(3) << 300.0, 100.0, 50.0).finished();
    flows.routes.corridor = {0};
    flows.routes.via = {StateId{2}};
    flows.routes.halt = {0};
    flows.routes.share = Vector::Constant(1, 0.5);
    return flows;
}

constexpr auto corridors = Dependence::corridors;
constexpr auto uniform = Dependence::uniform;

}  // namespace

TEST_CASE("ties are stocks, flows and crossings in both directions, by hand")
{
    Ties const ties{three_and_one(), 4, 10.0};
    Interdependence const dependence{ties};
    // 0-1: 300 + 100 + 10 (10 + 20) = 700; crossing 2: 10 x 0.5 x 10 = 50 with either end;
    // 2-1: 50 + 10 x 5 = 100, and 50
    CHECK(ties.total()(0) == Approx(750.0));
    CHECK(ties.total()(1) == Approx(850.0));
    CHECK(ties.total()(2) == Approx(200.0));
    REQUIRE(ties.of(StateId{2}).size() == 2);
    CHECK(ties.of(StateId{2})[0].partner == StateId{0});
    CHECK(ties.of(StateId{2})[0].weight == Approx(50.0));
    CHECK(ties.of(StateId{2})[1].weight == Approx(150.0));
    CHECK(dependence(StateId{0}, StateId{1}, corridors) == Approx(700.0 / 750.0));
    CHECK(dependence(StateId{1}, StateId{0}, corridors) == Approx(700.0 / 850.0));
    CHECK(dependence(StateId{0}, StateId{3}, corridors) == 0.0);
}

TEST_CASE("who has no ties depends on all alike, and so does everybody on a global public good")
{
    Interdependence const dependence{Ties{three_and_one(), 4, 10.0}};
    CHECK(dependence.ties().of(StateId{3}).empty());
    CHECK(dependence(StateId{3}, StateId{0}, corridors) == Approx(1.0 / 3.0));
    CHECK(dependence(StateId{0}, StateId{3}, uniform) == Approx(1.0 / 3.0));
    Interdependence const alone{Ties{Flows{}, 1, 10.0}};
    CHECK(alone(StateId{0}, StateId{0}, corridors) == 0.0);
    CHECK(alone.square_felt(
              StateId{0}, uniform, [](StateId) { return 1.0; }, 0.0) == 0.0);
}

TEST_CASE("rows sum to 1, and what is felt is their sum, in random worlds")
{
    for (std::uint64_t draw = 0; draw < 50; ++draw) {
        RandomStream random{1, "interdependence", {draw, 0, 0}};
        Flows flows;
        for (int c = 0; c < 12; ++c) {  // some of them from a state to itself, or the same twice
            flows.origin.emplace_back(static_cast<int>(6.0 * random.uniform()));
            flows.destination.emplace_back(static_cast<int>(6.0 * random.uniform()));
        }
        flows.persons = Vector::NullaryExpr(12, [&] { return random.uniform(); });
        flows.stock = Vector::NullaryExpr(12, [&] { return 100.0 * random.uniform(); });
        Vector const positions = Vector::NullaryExpr(6, [&] { return random.uniform(); });
        auto const position = [&](StateId j) { return positions(j.index()); };
        Interdependence const dependence{Ties{flows, 6, 10.0}};
        Interdependence const of_four{Ties{flows, 6, 10.0}, {1, 1, 0, 1, 1, 0}};
        for (auto const how : {corridors, uniform}) {
            for (int i = 0; i < 6; ++i) {
                double row = 0.0;
                double felt = 0.0;
                for (int j = 0; j < 6; ++j) {
                    double const g = dependence(StateId{i}, StateId{j}, how);
                    row += g;
                    felt += g * (positions(j) - 0.3) * (positions(j) - 0.3);
                }
                CHECK(dependence(StateId{i}, StateId{i}, how) == 0.0);
                CHECK(row == Approx(1.0));
                CHECK(dependence.square_felt(StateId{i}, how, position, 0.3) == Approx(felt));
            }
            std::vector<StateId> const some{StateId{4}, StateId{0}, StateId{5}};
            Vector const ideals = Vector::NullaryExpr(3, [&] { return random.uniform(); });
            for (Interdependence const& felt : {dependence, of_four}) {
                Vector const at_once = felt.squares_felt(some, how, positions, ideals);
                for (int n = 0; n < 3; ++n) {
                    CHECK(at_once(n) ==
                          felt.square_felt(some[StateId{n}.slot()], how, position, ideals(n)));
                }
            }
        }
    }
}

TEST_CASE("states are tied by stocks and flows in both directions, and by those who cross them")
{
    Flows flows;
    flows.origin = {StateId{0}, StateId{1}};
    flows.destination = {StateId{1}, StateId{0}};
    flows.persons = Vector{{10.0, 4.0}};
    flows.stock = Vector{{100.0, 7.0}};
    flows.routes.corridor = {0};
    flows.routes.via = {StateId{2}};
    flows.routes.halt = {0};
    flows.routes.share = Vector{{0.5}};
    Ties const ties{flows, 4, 2.0};
    REQUIRE(ties.of(StateId{0}).size() == 2);
    CHECK(ties.of(StateId{0})[0].partner == StateId{1});
    CHECK(ties.of(StateId{0})[0].weight == 100.0 + 7.0 + 2.0 * (10.0 + 4.0));
    CHECK(ties.of(StateId{0})[1].weight == 2.0 * 0.5 * 10.0);  // across state 2
    CHECK(ties.of(StateId{2})[1].partner == StateId{1});
    CHECK(ties.total()(2) == 20.0);
    CHECK(ties.of(StateId{3}).empty());
}

TEST_CASE("among few and among many states interdependence is what it is pair by pair")
{
    Flows flows;
    for (int c = 0; c < 40; ++c) {  // nobody moves to or from the last state
        flows.origin.emplace_back(c % 11);
        flows.destination.emplace_back((c * c + 3) % 11);
    }
    flows.persons = Vector::LinSpaced(40, 1.0, 4.0);
    Interdependence const dependence{Ties{flows, 12, 10.0}};
    for (auto const how : {corridors, uniform}) {
        for (int const n :
             {2, 3, 4, 9, 12}) {  // up to 3 are looked up, more are read from their ties
            std::vector<StateId> states;
            states.reserve(static_cast<std::size_t>(n));
            for (int i = 0; i < n; ++i) {
                states.emplace_back((5 * i + 11) % 12);
            }
            Matrix const g = dependence.among(states, how);
            for (std::size_t i = 0; i < states.size(); ++i) {
                for (std::size_t j = 0; j < states.size(); ++j) {
                    CHECK(g(StateId{i}.index(), StateId{j}.index()) ==
                          dependence(states[i], states[j], how));
                }
            }
        }
    }
}

TEST_CASE("states that do not exist are nobody's others")
{
    Interdependence const dependence{Ties{three_and_one(), 4, 10.0}, {1, 1, 1, 0}};
    StateId const first{0};
    StateId const absent{3};
    CHECK(dependence(first, StateId{1}, uniform) == 0.5);
    CHECK(dependence(first, absent, uniform) == 0.0);
    CHECK(dependence.mean(first, uniform, [](StateId) { return 1.0; }) == 1.0);
    double sum = 0.0;
    dependence.for_each(first, uniform, [&](StateId j, double weight) {
        CHECK(j != absent);
        sum += weight;
    });
    CHECK(sum == 1.0);
    std::vector<StateId> const all{first, StateId{1}, StateId{2}, absent};
    CHECK(dependence.among(all, uniform).row(0) == Eigen::RowVector4d{0.0, 0.5, 0.5, 0.0});
}
