#include "catch.hpp"
#include "forum/mechanism.hpp"

using namespace parley;

namespace {

/// Two members; the second falls 0.05 short, the first 0.01.
Session failed(Block::Reason reason = Block::Reason::reservation_value)
{
    Session session;
    session.outcome.status = Status::broken_off;
    session.outcome.blocked_by = {
        {.member = 0, .issue = 0, .reason = Block::Reason::red_line, .shortfall = 0.01},
        {.member = 1, .reason = reason, .shortfall = 0.05}};
    return session;
}

}  // namespace

TEST_CASE("The mechanism is that of the member furthest from agreement")
{
    CHECK(mechanism_of(failed()) == Mechanism::gains_too_little);
    CHECK(mechanism_of(failed(Block::Reason::red_line)) == Mechanism::red_line);
    CHECK(mechanism_of(failed(Block::Reason::deadline)) == Mechanism::out_of_time);
    CHECK(mechanism_of(failed(Block::Reason::participation)) == Mechanism::too_few_others);
    CHECK(mechanism_of(failed(Block::Reason::cycling)) == Mechanism::joined_and_left);
}

TEST_CASE("What raised a reservation value decides where the member would have signed without it")
{
    Session session = failed();
    session.outside_option = Vector{{0.5, 0.049}};  // 0.001 too little to make up 0.05
    CHECK(mechanism_of(session) == Mechanism::gains_too_little);
    session.outside_option(1) = 0.05;
    CHECK(mechanism_of(session) == Mechanism::hopes_for_more_elsewhere);

    session.signature = Vector{{0.0, 0.06}};  // both would do alone: the greater
    CHECK(mechanism_of(session) == Mechanism::cost_of_signing);
    session.signature(1) = 0.03;
    session.outside_option(1) = 0.02;  // it takes both
    CHECK(mechanism_of(session) == Mechanism::cost_of_signing);
    session.outside_option(1) = 0.019;
    CHECK(mechanism_of(session) == Mechanism::gains_too_little);
    session.outside_option = {};
    session.signature(1) = 0.05;
    CHECK(mechanism_of(session) == Mechanism::cost_of_signing);
}

TEST_CASE("What was agreed and found no consent later was overtaken, whatever its members say")
{
    Session session = failed();
    session.outcome.status = Status::overtaken;
    CHECK(mechanism_of(session) == Mechanism::overtaken);
    session.outcome.blocked_by.clear();
    CHECK(mechanism_of(session) == Mechanism::overtaken);
    session.outcome.status = Status::agreed;
    CHECK(!mechanism_of(session));
}

TEST_CASE("A mechanism has its name in words")
{
    CHECK(in_words(Mechanism::hopes_for_more_elsewhere) == "hopes for more elsewhere");
    CHECK(in_words(Mechanism::overtaken) == "overtaken");
}
