#include "catch.hpp"
#include "forum/maturity.hpp"

using namespace parley;

namespace {

Forum growing(Maturing maturing)
{
    Forum forum;
    forum.level = Level::regional;
    forum.rule = find_rule("unanimity");
    forum.frankness = 0.2;
    forum.bindingness = 0.1;
    forum.deadline = 20;
    forum.maturing = std::move(maturing);
    return forum;
}

}  // namespace

TEST_CASE("maturity grows with agreements towards 1 and decays with deadlocks")
{
    Forum forum = growing({.growth = 0.5, .decay = 0.2});
    mature(forum, true);
    CHECK(forum.maturity == 0.5);
    mature(forum, true);
    CHECK(forum.maturity == 0.75);
    mature(forum, false);
    CHECK(forum.maturity == Approx(0.6));
}

TEST_CASE("a mature forum is franker and quicker")
{
    Forum forum = growing({.frankness_gain = 0.5, .rounds_saved = 0.8});
    CHECK(at_maturity(forum).frankness == 0.2);
    CHECK(at_maturity(forum).deadline == 20);
    forum.maturity = 0.5;
    CHECK(at_maturity(forum).frankness == Approx(0.2 + 0.8 * 0.5 * 0.5));
    CHECK(at_maturity(forum).deadline == 12);  // 20 (1 - 0.5 0.8)
    forum.maturing->rounds_saved = 1.0;
    forum.maturity = 1.0;
    CHECK(at_maturity(forum).deadline == 1);
}

TEST_CASE("a forum deepens step by step, and does not go back")
{
    Forum forum = growing(
        {.growth = 0.5,
         .decay = 1.0,
         .steps = {
             {.at = 0.5, .bindingness = 0.6},
             {.at = 0.7, .level = Level::supranational, .rule = find_rule("simple_majority")}}});
    CHECK(mature(forum, true));  // 0.5: from informal to binding
    CHECK(forum.bindingness == 0.6);
    CHECK(forum.level == Level::regional);
    CHECK(forum.rule->name == "unanimity");
    CHECK(mature(forum, true));  // 0.75: to supranational
    CHECK(forum.bindingness == 0.6);
    CHECK(forum.level == Level::supranational);
    CHECK(forum.rule->name == "simple_majority");
    CHECK_FALSE(mature(forum, false));
    CHECK(forum.maturity == 0.0);
    CHECK(forum.level == Level::supranational);
    CHECK_FALSE(mature(forum, true));
}

TEST_CASE("without maturity a forum stays as it is")
{
    Forum forum = growing({});
    forum.maturing.reset();
    CHECK_FALSE(mature(forum, true));
    CHECK(forum.maturity == 0.0);
    CHECK(at_maturity(forum).frankness == 0.2);
}
