#include "catch.hpp"
#include "unit/forecast/decisions.hpp"

#include <cmath>

using namespace parley;

namespace {

auto constexpr two_dossiers =
    "dossier,isnr,proc,pa,pb,pc,sa,sb,sc,rp,out\n"
    "one,i1,COD,0,50,,20,100,,10,40\n"
    "one,i2,COD,100,0,30,50,50,,,\n"
    "two,i3,CNS,10,,20,100,,50,0,15\n";

std::string message_of(std::string_view text, DecisionColumns const& columns = {})
{
    try {
        (void)wide(text, columns);
    } catch (InputError const& error) {
        return error.what();
    }
    return "";
}

}  // namespace

TEST_CASE("a wide table is read: groups, those who take part, saliences as shares")
{
    auto const dossiers = wide(two_dossiers, {.group = "dossier", .kind = {"proc"}});
    REQUIRE(dossiers.all.size() == 2);
    CHECK(dossiers.issues() == 3);
    Dossier const& one = dossiers.all[0];
    CHECK(one.name == "one");
    CHECK(one.kinds == std::vector<std::string>{"COD", "COD"});
    CHECK(one.positions.actors == std::vector<std::string>{"a", "b", "c"});
    CHECK(std::isnan(one.positions.position(2, 0)));
    CHECK(one.positions.salience(0, 0) == 0.2);
    CHECK(one.positions.salience(2, 1) == 0.0);
    CHECK(dossiers.without_salience == 1);
    CHECK(one.outcome(0) == 40.0);
    CHECK(std::isnan(one.outcome(1)));
    CHECK(std::isnan(one.positions.status_quo(1)));
    CHECK(dossiers.all[1].positions.actors == std::vector<std::string>{"a", "c"});
    Dossier const alone = issue_alone(one, 0);
    CHECK(alone.positions.actors == std::vector<std::string>{"a", "b"});
    CHECK(alone.outcome(0) == 40.0);
}

TEST_CASE("a bad row is named and left out, and the others are read")
{
    auto const dossiers = wide(
        "issue,pa,pb,sa,sb\n"
        "good,0,100,50,50\n"
        "far,0,150,50,50\n"
        "word,0,many,50,50\n"
        "empty,,,,\n"
        "short,1\n"
        "also good,10,20,1,1\n");
    CHECK(dossiers.all.size() == 2);
    CHECK(dossiers.left_out == 4);
    auto const found = dossiers.bad.by_place();
    REQUIRE(found.size() == 4);
    CHECK(found[0].at.line == 3);
    CHECK(found[0].problem == "the position 150 is out of range");
    CHECK(found[1].problem == "'many' is no position");
    CHECK(found[2].problem == "nobody has a position on this issue");
}

TEST_CASE("a wide table without actors, or whose columns are not there, is refused")
{
    CHECK(message_of("issue,x,y\na,1,2\n").find("no column holds an actor's positions") !=
          std::string::npos);
    CHECK(message_of(two_dossiers, {.group = "dosier"}).find("there is no column 'dosier'") !=
          std::string::npos);
}

TEST_CASE("power is that of the first era that knows all, and of the row whose condition holds")
{
    auto const source = table(
        "actor,when,old,new\n"
        "a,,10,29\n"
        "b,,,12\n"
        "c,,3,7\n"
        "c,proc=CNS,0,0\n");
    auto const power = read_power(source);
    auto const dossiers = wide(two_dossiers, {.group = "dossier"}, power);
    CHECK(dossiers.all[0].positions.power == Vector{{29.0, 12.0, 7.0}});
    CHECK(dossiers.all[1].positions.power == Vector{{10.0, 0.0}});
    CHECK(power.unknown({"a", "z"}) == std::vector<std::string>{"z"});
}

TEST_CASE("a table that the power does not know is left out")
{
    auto const source = table("actor,votes\na,1\nc,2\n");
    auto const dossiers = wide(two_dossiers, {.group = "dossier"}, read_power(source));
    REQUIRE(dossiers.all.size() == 1);
    CHECK(dossiers.all[0].name == "two");
    CHECK(dossiers.bad.list()[0].problem == "the table of power lacks b");
}

TEST_CASE("a long table is read by group, and a bad group is left out")
{
    auto const source = table(
        "case,actor,issue,position,salience,power,outcome\n"
        "one,a,x,0,1,1,3\n"
        "one,b,x,10,1,2,3\n"
        "two,a,x,0,1,1,5\n"
        "two,a,x,4,1,1,5\n"
        "three,a,x,0,1,1,5\n"
        "three,b,x,4,1,1,6\n"
        "four,a,y,1,1,1,\n");
    auto const dossiers = read_long(source, {.group = "case", .outcome = "outcome"}, {});
    REQUIRE(dossiers.all.size() == 2);
    CHECK(dossiers.all[0].outcome(0) == 3.0);
    CHECK(dossiers.all[0].positions.power == Vector{{1.0, 2.0}});
    CHECK(dossiers.all[1].name == "four");
    CHECK(std::isnan(dossiers.all[1].outcome(0)));
    CHECK(dossiers.left_out == 2);
    CHECK(dossiers.bad.list()[0].problem == "the position of 'a' on 'x' is given twice");
    CHECK(dossiers.bad.list()[1].problem == "the outcome of issue 'x' is '6' here");
}
