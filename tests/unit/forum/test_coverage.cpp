#include "catch.hpp"
#include "forum/coverage.hpp"
#include "unit/world.hpp"

using namespace parley;
using namespace parley::testing;

namespace {

/// 100 people from state 0 in state 1, 50 from 2 in 0, 50 from 2 in 3.
Flows four_states()
{
    Flows flows;
    flows.origin = {StateId{0}, StateId{2}, StateId{2}};
    flows.destination = {StateId{1}, StateId{0}, StateId{3}};
    flows.persons = Vector::Zero(3);
    flows.stock = Vector{{100.0, 50.0, 50.0}};
    return flows;
}

std::vector<StateId> states(std::initializer_list<int> indices)
{
    std::vector<StateId> ids;
    for (int const i : indices) {
        ids.emplace_back(i);
    }
    return ids;
}

}  // namespace

TEST_CASE("a group covers what ties it inside, as a share of all that ties its members")
{
    Ties const ties{four_states(), 4, 10.0};
    Matrix const alike = Matrix::Ones(4, 1);
    CHECK(coverage(alike, ties, states({0, 1}))(0) == Approx(200.0 / 250.0));
    CHECK(coverage(alike, ties, states({0, 3}))(0) == 0.0);
    CHECK(coverage(alike, ties, states({0, 1, 2}))(0) == Approx(300.0 / 350.0));
    CHECK(coverage(alike, ties, states({0, 1, 2, 3}))(0) == 1.0);
    CHECK(coverage(alike, ties, states({2}))(0) == 0.0);
}

TEST_CASE("members for whom an issue weighs more count more")
{
    Ties const ties{four_states(), 4, 10.0};
    Matrix weight = Matrix::Ones(4, 2);
    weight(1, 1) = 3.0;
    Vector const covered = coverage(weight, ties, states({0, 1}));
    CHECK(covered(0) == Approx(200.0 / 250.0));
    CHECK(covered(1) == Approx((100.0 + 3.0 * 100.0) / (150.0 + 3.0 * 100.0)));
}

TEST_CASE("without ties, or where nobody cares, heads are counted")
{
    Ties const none{Flows{}, 4, 10.0};
    CHECK(coverage(Matrix::Ones(4, 1), none, states({0, 1}))(0) == Approx(1.0 / 3.0));
    Ties const ties{four_states(), 4, 10.0};
    CHECK(coverage(Matrix::Zero(4, 1), ties, states({0, 1, 2}))(0) == Approx(2.0 / 3.0));
}

TEST_CASE("authorities cover what ties them to each other, as parts of their states")
{
    Ties const ties{four_states(), 4, 10.0};
    Matrix const alike = Matrix::Ones(4, 1);
    auto const covered = [&](double of_first, double of_second) {
        std::vector<StatePart> const parts{{StateId{0}, of_first}, {StateId{1}, of_second}};
        return coverage(alike, ties, parts)(0);
    };
    CHECK(covered(1.0, 1.0) == Approx(200.0 / 250.0));  // as their states
    // half of 0 has ties of 75, a quarter of 1 has 25; 100 / 2 / 4 lies between, seen from both
    CHECK(covered(0.5, 0.25) == Approx(25.0 / 100.0));
    std::vector<StatePart> const of_one{{StateId{0}, 0.5}};
    CHECK(coverage(alike, ties, of_one)(0) == 0.0);
    Ties const none{Flows{}, 4, 10.0};
    std::vector<StatePart> const two{{StateId{0}, 0.5}, {StateId{1}, 0.5}};
    CHECK(coverage(alike, none, two)(0) == Approx(0.5 / 3.0));  // half of one other of three
}

TEST_CASE("what is covered is found once, until people have moved or members have changed")
{
    World world = small_world(Matrix::Constant(4, 3, 1.0 / 3.0), Matrix::Constant(3, 1, 0.5),
                              Matrix::Ones(3, 1));
    world.flows = four_states();
    Forum forum = small_forum(world, all_sign(0.5));
    forum.members = states({0, 1});
    Coverage coverage{1, 10.0};
    CHECK(coverage(world, forum, ForumId{0})(0) == Approx(200.0 / 250.0));
    Ties const& ties = coverage.ties(world);
    CHECK(ties.total()(0) > 0.0);
    forum.members = states({0, 1, 2, 3});
    CHECK(coverage(world, forum, ForumId{0})(0) == Approx(200.0 / 250.0));
    coverage.renew();
    CHECK(coverage(world, forum, ForumId{0})(0) == 1.0);
}
