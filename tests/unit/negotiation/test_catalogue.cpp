#include "catch.hpp"
#include "negotiation/catalogue.hpp"
#include "tables.hpp"

#include <algorithm>
#include <string>

using namespace parley;

namespace {

void check_parameters(std::vector<Parameter> const& parameters)
{
    for (auto const& parameter : parameters) {
        INFO(parameter.name);
        CHECK_FALSE(parameter.about.empty());
        CHECK(parameter.default_value >= parameter.minimum);
        CHECK(parameter.default_value <= parameter.maximum);
        CHECK((!parameter.minimum_excluded || parameter.default_value > parameter.minimum));
        CHECK((!parameter.maximum_excluded || parameter.default_value < parameter.maximum));
    }
}

RuleWeights const three_members{{"members", {1, 1, 1}}, {"power", {5, 3, 2}}};

}  // namespace

TEST_CASE("rules by heads, and no others, do without other weights")
{
    RuleWeights const heads{{"members", {1, 1, 1}}};
    for (auto const& rule : rule_catalogue()) {
        INFO(rule.name);
        ParameterValues const values{{"thresholds.population", 0.65}};
        if (rule.by_heads) {
            CHECK(rule.make(values, heads).members() == 3);
        } else {
            CHECK_THROWS_AS(rule.make(values, heads), std::invalid_argument);
        }
    }
}

TEST_CASE("protocols stand in alphabetical order, and are found by name")
{
    auto const catalogue = protocol_catalogue();
    CHECK(std::ranges::is_sorted(catalogue, {}, &ProtocolEntry::name));
    for (auto const& entry : catalogue) {
        INFO(entry.name);
        CHECK(find_protocol(entry.name) == &entry);
        CHECK_FALSE(entry.about.empty());
        check_parameters(entry.parameters);
        CHECK(entry.make({}));
    }
    CHECK(find_protocol("haggling") == nullptr);
}

TEST_CASE("rules are found by name")
{
    for (auto const& entry : rule_catalogue()) {
        INFO(entry.name);
        CHECK(find_rule(entry.name) == &entry);
        check_parameters(entry.parameters);
    }
    CHECK(find_rule("lots") == nullptr);
}

TEST_CASE("what a parameter is not given takes its default as listed")
{
    for (auto const& entry : protocol_catalogue()) {
        ParameterValues spelt_out;
        for (auto const& parameter : entry.parameters) {
            spelt_out.emplace(parameter.name, parameter.default_value);
        }
        auto table =
            table_of(matrix({{1.0, 0.2}, {0.1, 0.9}}), Matrix::Ones(2, 2), vector({0.3, 0.3}));
        RandomStream random{1, "defaults", {}};
        RandomStream same = random;
        CHECK(entry.make({})(table, random, Trace::none).terms ==
              entry.make(spelt_out)(table, same, Trace::none).terms);
    }
}

TEST_CASE("the compromise can be asked for the median")
{
    auto const table = line(vector({0.1, 0.2, 0.9}), 0.0);
    RandomStream random{1, "median", {}};
    auto const& compromise = *find_protocol("compromise");
    std::string const choice{compromise.parameters.front().name};
    auto const median = compromise.make({{choice, 1.0}});
    CHECK(median(table, random, Trace::none).terms[0] == 0.2);
}

TEST_CASE("rules are made from the weights of those at the table")
{
    auto const unanimity = find_rule("unanimity")->make({}, three_members);
    CHECK(unanimity.members() == 3);
    CHECK_FALSE(unanimity.binds_the_outvoted());
    auto const consensus = find_rule("consensus")->make({{"objection", 0.2}}, three_members);
    CHECK(consensus.passes(std::vector<char>{1, 1, 0}));
    auto const strict = find_rule("consensus")->make({}, three_members);
    CHECK_FALSE(strict.passes(std::vector<char>{1, 1, 0}));
    auto const majority = find_rule("simple_majority")->make({}, three_members);
    CHECK(majority.passes(std::vector<char>{0, 1, 1}));
    auto const qualified =
        find_rule("qualified_majority")
            ->make({{"thresholds.members", 0.55}, {"thresholds.power", 0.65}}, three_members);
    CHECK(qualified.passes(std::vector<char>{1, 0, 1}));
    CHECK_FALSE(qualified.passes(std::vector<char>{0, 1, 1}));
}

TEST_CASE("rules know who abstains from their parameters")
{
    auto const rule =
        find_rule("consensus")
            ->make({{"indifference", 0.1}, {"abstentions", 1.0}, {"quorum", 0.5}}, three_members);
    CHECK(rule.abstention() == DecisionRule::Abstention{0.1, true, 0.5});
    CHECK_FALSE(find_rule("consensus")->make({}, three_members).allows_abstention());
    CHECK(find_rule("opt_in")->parameters.size() == 1);
}

TEST_CASE("a qualified majority without a threshold, or over what is not known, is refused by name")
{
    auto const* rule = find_rule("qualified_majority");
    CHECK_THROWS_WITH(rule->make({}, three_members), ContainsSubstring("thresholds"));
    CHECK_THROWS_WITH(rule->make({{"thresholds.gdp", 0.5}}, three_members),
                      ContainsSubstring("thresholds.gdp"));
}

TEST_CASE("parameters that contradict each other are refused by name")
{
    CHECK_THROWS_WITH(find_protocol("alternating_offers")->make({{"boulware_beta", 2.0}}),
                      ContainsSubstring("boulware_beta"));
}
