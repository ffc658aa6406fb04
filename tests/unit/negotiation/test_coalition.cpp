#include "catch.hpp"
#include "negotiation/red_line_box.hpp"
#include "negotiation/solutions/coalition.hpp"
#include "tables.hpp"

using namespace parley;

namespace {

std::vector<char> broadest(Table const& table)
{
    return broadest_coalition(table, red_line_box(table), table.terms_in_force());
}

}  // namespace

TEST_CASE("on a line the broader side of what is in force is found, however powerful the other is")
{
    auto table = line(vector({0.1, 0.6, 0.51, 0.9}), 0.5);
    table.power = vector({100, 1, 1, 1});
    table.rule = DecisionRule::simple_majority(4);
    CHECK(broadest(table) == std::vector<char>{0, 1, 1, 1});
}

TEST_CASE("of two sides equal in number the more powerful one is taken")
{
    auto table = line(vector({0.1, 0.9, 0.2, 0.8}), 0.5);
    table.power = vector({1, 2, 1, 2});
    table.rule = DecisionRule::qualified_majority({{.weight = {1, 1, 1, 1}, .share = 0.5}});
    CHECK(broadest(table) == std::vector<char>{0, 1, 0, 1});
}

TEST_CASE("members without a stake go along, those at their best stay out where they would lose")
{
    auto table =
        table_of(matrix({{0.5}, {0.9}, {0.0}}), matrix({{1.0}, {1.0}, {0.0}}), vector({0.5}));
    table.rule = DecisionRule::simple_majority(3);
    CHECK(broadest(table) == std::vector<char>{0, 1, 1});
}

TEST_CASE("there is none where the rule needs more")
{
    auto table = line(vector({0.1, 0.9, 0.2, 0.8}), 0.5);
    table.rule = DecisionRule::simple_majority(4);
    CHECK(broadest(table).empty());
}
