#include "catch.hpp"
#include "support/id.hpp"

#include <type_traits>

using namespace parley;

TEST_CASE("an id gives its index and slot, and no other id or number passes for it")
{
    CHECK(StateId{3}.index() == 3);
    CHECK(StateId{3}.slot() == 3U);
    CHECK(StateId{3} == StateId{3});
    CHECK(StateId{2} < StateId{3});
    CHECK_FALSE(std::is_convertible_v<Eigen::Index, StateId>);
    CHECK_FALSE(std::is_convertible_v<StateId, Eigen::Index>);
    CHECK_FALSE(std::is_constructible_v<StateId, IssueId>);
}

TEST_CASE("an id that was not set is none")
{
    CHECK(IssueId{}.index() == -1);
    CHECK(IssueId{} != IssueId{0});
}
