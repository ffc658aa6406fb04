#include "catch.hpp"
#include "negotiation/outcome.hpp"

using namespace parley;

TEST_CASE("statuses, reasons and moves are called as in files")
{
    CHECK(to_string(Status::agreed) == "agreed");
    CHECK(to_string(Status::broken_off) == "broken_off");
    CHECK(to_string(Status::timed_out) == "timed_out");
    CHECK(to_string(Block::Reason::reservation_value) == "reservation_value");
    CHECK(to_string(Block::Reason::red_line) == "red_line");
    CHECK(to_string(Block::Reason::deadline) == "deadline");
    CHECK(to_string(Move::Kind::offer) == "offer");
    CHECK(to_string(Move::Kind::accept) == "accept");
    CHECK(to_string(Move::Kind::walk_away) == "walk_away");
    CHECK(to_string(Move::Kind::proposal) == "proposal");
    CHECK(to_string(Move::Kind::vote) == "vote");
}
