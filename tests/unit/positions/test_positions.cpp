#include "catch.hpp"
#include "document/mistake.hpp"
#include "positions/positions_reader.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <utility>
#include <vector>

using namespace parley;

namespace {

std::string const header = "actor,issue,position,salience,power\n";
std::string const with_status_quo = "actor,issue,position,salience,power,status_quo\n";

Positions read(std::string const& text)
{
    return read_positions(text, "p.csv");
}

/// What is said about a wrong text, line by line.
std::string said_about(std::string const& text)
{
    try {
        (void)read(text);
    } catch (InputError const& error) {
        return error.what();
    }
    return "";
}

Vector vector(std::initializer_list<double> values)
{
    Vector result(static_cast<Eigen::Index>(values.size()));
    std::ranges::copy(values, result.begin());
    return result;
}

}  // namespace

TEST_CASE("positions are read as they stand, actors and issues by name whatever the order of lines")
{
    auto const positions = read(header +
                                "south,visas,90,1,2\nnorth,visas,-20.5,0.4,3e2\n"
                                "north,aid,30,0.5,300\n");
    CHECK(positions.actors == std::vector<std::string>{"north", "south"});
    CHECK(positions.issues == std::vector<std::string>{"aid", "visas"});
    CHECK(positions.position(0, 1) == -20.5);
    CHECK(positions.salience(0, 1) == 0.4);
    CHECK(positions.power == vector({300, 2}));
    CHECK(std::isnan(positions.position(1, 0)));
    CHECK(positions.salience(1, 0) == 0.0);
    CHECK(positions.status_quo.array().isNaN().all());
    CHECK(positions.reservation.array().isNaN().all());
    CHECK(positions.red_line.array().isInf().all());
}

TEST_CASE("names may be any line of text, in any script")
{
    auto const positions = read("\xef\xbb\xbf" + header +
                                "\"Korea, Republic of\",\"aide \xc3\xa0 \"\"tous\"\"\",1,1,1\r\n");
    CHECK(positions.actors.front() == "Korea, Republic of");
    CHECK(positions.issues.front() == "aide \xc3\xa0 \"tous\"");
}

TEST_CASE(
    "the table keeps the scale of positions, from the lowest to the highest and the status quo")
{
    auto const table = table_of(read(with_status_quo + "a,x,90,1,2,10\nb,x,20,0.5,1,10\n"));
    CHECK(table.lower == vector({10}));
    CHECK(table.upper == vector({90}));
    CHECK(table.ideal.col(0) == vector({90, 20}));
    CHECK(table.declared == table.ideal);
    CHECK(table.in_force.col(0) == vector({10, 10}));
    CHECK(table.reservation == vector({-6400, -50}));  // - salience (position - status quo)^2
    CHECK(table.rule.members() == 2);
    CHECK_FALSE(table.rule.binds_the_outvoted());
}

TEST_CASE("a reservation value that is given counts, without a status quo there is none")
{
    double constexpr none = -std::numeric_limits<double>::infinity();
    std::string const columns = "actor,issue,position,salience,power,status_quo,reservation\n";
    auto const table = table_of(read(columns + "a,x,1,1,1,0,-7\nb,x,2,1,1,0,\nb,y,1,1,1,,\n"
                                               "c,x,3,2,1,0,\n"));
    CHECK(table.reservation == vector({-7, none, -18}));
}

TEST_CASE(
    "who has no row on an issue sits there where the others are on average, and weighs nothing")
{
    auto const table = table_of(read(with_status_quo + "a,x,4,1,1,0\nb,x,10,1,2,0\nc,y,1,1,1,0\n"));
    CHECK(table.ideal(2, 0) == 8.0);  // (4 + 2 * 10) / 3
    CHECK(table.salience(2, 0) == 0.0);
    CHECK(table.reservation[2] == -1.0);
    auto const weightless = table_of(read(header + "a,x,4,0,1\nb,x,10,1,0\nc,y,1,1,1\n"));
    CHECK(weightless.ideal(2, 0) == 7.0);  // nobody weighs: the middle
}

TEST_CASE(
    "where there is no status quo the mean position holds, so that issues nobody weighs stay "
    "within")
{
    auto const table = table_of(read(header + "a,x,4,0.5,1\nb,x,10,1,2\n"));
    CHECK_THAT(table.in_force(0, 0), WithinAbs(8.8, 1e-12));
    CHECK(table.in_force(1, 0) == table.in_force(0, 0));
}

TEST_CASE("red lines are read where there is a status quo to lose from")
{
    auto const table =
        table_of(read("actor,issue,position,salience,power,status_quo,red_line\n"
                      "a,x,1,1,1,0,0.5\nb,x,2,1,1,0,\n"));
    CHECK(table.red_line(0, 0) == 0.5);
    CHECK(std::isinf(table.red_line(1, 0)));
}

TEST_CASE("huge and tiny numbers make a table that can be negotiated")
{
    auto const table =
        table_of(read(with_status_quo + "a,x,1e12,1e12,1e12,-1e12\nb,x,-1e12,1e-300,0,-1e12\n"));
    CHECK(table.reservation.allFinite());
}

// A row or a file that is wrong, and what is said about it.
std::vector<std::pair<std::string, std::string>> const mistakes{
    {"", "p.csv:1:1: error: the table is empty"},
    {header, "p.csv:1:1: error: there is no position in the file"},
    {"actor;issue;position;salience;power\n", "columns are not separated by commas"},
    {"actor,issue,position,salience\na,x,1,1\n", "p.csv:1:1: error: missing column 'power'"},
    {"actor,issue,position,salliance,power\na,x,1,1,1\n",
     "p.csv:1:22: error: unknown column 'salliance'; did you mean 'salience'?"},
    {"actor,issue,position,salience,power,power\na,x,1,1,1,1\n", "column 'power' is given twice"},
    {"actor,issue,position,salience,power,weight\na,x,1,1,1,1\n", "unknown column 'weight'"},
    {header + "a,x,1,1\n", "p.csv:2:7: error: this row has 4 fields, not 5"},
    {header + "a,x,,1,1\n", "p.csv:2:1: error: a.x has no value for 'position'"},
    {header + ",x,1,1,1\n", "has no value for 'actor'"},
    {header + "a,\"\",1,1,1\n", "p.csv:2:3: error: '' cannot be the name of an issue"},
    {header + "a,x,far,1,1\n", "p.csv:2:5: error: 'a.x.position' must be a number, not 'far'"},
    {header + "a,x,nan,1,1\n", "'a.x.position' must be a number, not 'nan'"},
    {header + "a,x,inf,1,1\n", "'a.x.position' must be a number, not 'inf'"},
    {header + "a,x,1e13,1,1\n",
     "'a.x.position' must be a number from -1000000000000 to 1000000000000, not '1e13'"},
    {header + "a,x,1e400,1,1\n", "'a.x.position' must be a number, not '1e400'"},
    {header + "a,x,1,-1,1\n", "'a.x.salience' must be a number of 0 or more, not '-1'"},
    {header + "a,x,1,1,-0.5\n", "'a.x.power' must be a number of 0 or more, not '-0.5'"},
    {header + "a,x,50%,1,1\n", "'a.x.position' must be a number, not '50%'"},
    {header + "a,x,\"0,5\",1,1\n", "'a.x.position' must be a number, not '0,5'"},
    {header + "a,x,1,1,1\na,x,2,1,1\n",
     "p.csv:3:1: error: the position of 'a' on 'x' is given twice"},
    {header + "a,x,1,1,1\na,y,1,1,2\n",
     "p.csv:3:9: error: the power of actor 'a' is 2 here (it is the same in every row of an "
     "actor)"},
    {header + "a,x,1,1,1\na,y,1,1,2\n", "p.csv:2:9: note: it is 1 here"},
    {with_status_quo + "a,x,1,1,1,0\nb,x,1,1,1,0.5\n",
     "p.csv:3:11: error: the status quo of issue 'x' is 0.5 here"},
    {with_status_quo + "a,x,1,1,1,0\nb,x,1,1,1,\n",
     "p.csv:3:1: error: the status quo of issue 'x' is not given here"},
    {"actor,issue,position,salience,power,reservation\na,x,1,1,1,0\na,y,1,1,1,1\n",
     "p.csv:3:11: error: the reservation value of actor 'a' is 1 here"},
    {"actor,issue,position,salience,power,red_line\na,x,1,1,1,0\n",
     "p.csv:2:11: error: a red line on 'x' without a status quo"},
    {"actor,issue,position,salience,power,status_quo,red_line\na,x,1,1,1,0,-1\n",
     "'a.x.red_line' must be a number of 0 or more, not '-1'"},
    {header + "\"a\nb\",x,1,1,1\n", "p.csv:2:1: error: 'a\\nb' cannot be the name of an actor"},
    {header + "\"a\xe2\x80\xae\",x,1,1,1\n", "'a\\u{202E}' cannot be the name of an actor"},
    {header + "a,\"x\xc2\x9b\",1,1,1\n", "'x\\u{9B}' cannot be the name of an issue"},
    {header + std::string(101, 'a') + ",x,1,1,1\n", "at most 100 bytes"},
    {header + "a\x01,x,1,1,1\n", "p.csv:2:2: error: control character U+0001"},
    {header + "a\xff,x,1,1,1\n", "p.csv:2:2: error: byte 0xff is not UTF-8"},
};

TEST_CASE("planted mistakes are reported at their place")
{
    for (auto const& [text, told] : mistakes) {
        CAPTURE(text);
        CHECK_THAT(said_about(text), ContainsSubstring(told));
    }
}

TEST_CASE("all mistakes of a file are reported at once")
{
    auto const said = said_about(header + "a,x,one,-1,1\nb,x,1,1,1\nb,y,1,1,2\nb,x,1,1,1\n");
    for (auto const* told : {"p.csv:2:5", "p.csv:2:9", "p.csv:4:9", "p.csv:5:1"}) {
        CHECK_THAT(said, ContainsSubstring(std::string{told} + ": error:"));
    }
}

TEST_CASE("a file of too many names is refused before it fills the memory")
{
    std::string text = header;
    for (int i = 0; i < 20'000; ++i) {
        text += "a" + std::to_string(i) + ",x" + std::to_string(i) + ",1,1,1\n";
    }
    auto const said = said_about(text);
    CHECK_THAT(said, ContainsSubstring("there are too many actors and issues"));
    CHECK(said.find("too many") == said.rfind("too many"));
}
