#include "catch.hpp"
#include "negotiation/decision_rule.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

using namespace parley;

namespace {

/// The first `count` of `members` in favour.
std::vector<char> first(int count, int members)
{
    std::vector<char> consents(static_cast<std::size_t>(members), 0);
    std::fill_n(consents.begin(), count, char{1});
    return consents;
}

/// In how many of all 2^n votes a member turns a lost vote into a won one [Banzhaf 1965].
std::vector<int> swings(DecisionRule const& rule)
{
    auto const n = static_cast<std::size_t>(rule.members());
    std::vector<int> out(n, 0);
    for (unsigned vote = 0; vote < 1U << n; ++vote) {
        std::vector<char> consents(n);
        for (std::size_t i = 0; i < n; ++i) {
            consents[i] = (vote >> i & 1U) != 0 ? 1 : 0;
        }
        if (!rule.passes(consents)) {
            continue;
        }
        for (std::size_t i = 0; i < n; ++i) {
            if (consents[i] != 0) {
                consents[i] = 0;
                out[i] += rule.passes(consents) ? 0 : 1;
                consents[i] = 1;
            }
        }
    }
    return out;
}

}  // namespace

TEST_CASE("unanimity needs every member")
{
    auto const rule = DecisionRule::unanimity(3);
    CHECK(rule.passes(first(3, 3)));
    CHECK_FALSE(rule.passes(first(2, 3)));
    CHECK_FALSE(rule.binds_the_outvoted());
    CHECK(rule.members() == 3);
}

TEST_CASE("a simple majority is more than half")
{
    auto const four = DecisionRule::simple_majority(4);
    CHECK_FALSE(four.passes(first(2, 4)));
    CHECK(four.passes(first(3, 4)));
    CHECK(four.binds_the_outvoted());
    CHECK(DecisionRule::simple_majority(1).passes(first(1, 1)));
}

TEST_CASE("consensus bears objectors with a small share of the power")
{
    std::vector<double> const power{60.0, 30.0, 8.0, 2.0};
    auto const rule = DecisionRule::consensus(power, 0.1);
    CHECK(rule.passes(first(4, 4)));
    CHECK(rule.passes(first(2, 4)));  // objectors hold exactly 0.1
    CHECK_FALSE(rule.passes(std::vector<char>{1, 0, 1, 1}));
    CHECK(DecisionRule::consensus(std::vector<double>{1.0, 0.0}, 0.0).passes(first(1, 2)));
}

TEST_CASE("where nobody has power, consensus counts heads")
{
    std::vector<double> const none(5, 0.0);
    auto const rule = DecisionRule::consensus(none, 0.2);
    CHECK(rule.passes(first(4, 5)));
    CHECK_FALSE(rule.passes(first(3, 5)));
}

TEST_CASE("a qualified majority needs every threshold, to within rounding")
{
    std::vector<double> const heads(20, 1.0);
    std::vector<double> population(20);
    std::iota(population.begin(), population.end(), 1.0);  // sums to 210
    auto const rule = DecisionRule::qualified_majority(
        {{.weight = heads, .share = 0.55}, {.weight = population, .share = 66.0 / 210}});
    CHECK(rule.passes(first(11, 20)));  // 11 of 20, 66 of 210
    CHECK_FALSE(rule.passes(first(10, 20)));
    auto few_but_populous = first(0, 20);
    std::fill_n(few_but_populous.rbegin(), 10, char{1});
    CHECK_FALSE(rule.passes(few_but_populous));
}

TEST_CASE("too small a blocking minority does not block")
{
    std::vector<double> const population{50.0, 20.0, 20.0, 10.0};
    auto const rule = DecisionRule::qualified_majority({{.weight = population, .share = 0.65}}, 2);
    CHECK(rule.passes(std::vector<char>{0, 1, 1, 1}));  // 0.5 only, but a single objector
    CHECK_FALSE(rule.passes(std::vector<char>{0, 1, 1, 0}));
}

TEST_CASE("with fewer than the fewest no rule passes, and with as many some do")
{
    std::vector<double> const power{5.0, 1.0, 3.0, 1.0, 0.0, 2.0};
    std::vector<double> const heads(6, 1.0);
    struct Known {
        DecisionRule rule;
        int fewest;
    };
    std::vector<Known> const rules{
        {DecisionRule::unanimity(6), 6},
        {DecisionRule::consensus(power, 0.1), 4},  // of 12, 5 + 3 + 2 are too few
        {DecisionRule::simple_majority(6), 4},
        {DecisionRule::opt_in(6, 3), 3},
        {DecisionRule::qualified_majority(
             {{.weight = heads, .share = 0.5}, {.weight = power, .share = 0.65}}),
         3},
        {DecisionRule::qualified_majority({{.weight = heads, .share = 1.0}}, 2), 5},
        {DecisionRule::qualified_majority({{.weight = power, .share = 0.0}}), 1},
    };
    for (auto const& [rule, fewest] : rules) {
        CHECK(rule.fewest() == fewest);
        int found = 7;
        for (unsigned vote = 0; vote < 64; ++vote) {
            std::vector<char> consents(6);
            for (std::size_t i = 0; i < 6; ++i) {
                consents[i] = (vote >> i & 1U) != 0 ? 1 : 0;
            }
            if (rule.passes(consents)) {
                found = std::min(found, static_cast<int>(std::ranges::count(consents, char{1})));
            }
        }
        CHECK(found == fewest);
    }
}

TEST_CASE("what nobody consents to never passes")
{
    std::vector<double> const heads(3, 1.0);
    CHECK_FALSE(
        DecisionRule::qualified_majority({{.weight = heads, .share = 0.0}}).passes(first(0, 3)));
    CHECK_FALSE(
        DecisionRule::qualified_majority({{.weight = heads, .share = 1.0}}, 4).passes(first(0, 3)));
}

TEST_CASE("rules that make no sense are refused")
{
    using Thresholds = std::vector<DecisionRule::Threshold>;
    auto const refused = [](Thresholds const& thresholds, int minority = 0) {
        REQUIRE_THROWS_AS(DecisionRule::qualified_majority(thresholds, minority),
                          std::invalid_argument);
    };
    refused({});
    refused({{.weight = {1, 1}, .share = 0.5}, {.weight = {1}, .share = 0.5}});
    refused({{.weight = {1, -1}, .share = 0.5}});
    refused({{.weight = {1, NAN}, .share = 0.5}});
    refused({{.weight = {0, 0}, .share = 0.5}});
    refused({{.weight = {1, 1}, .share = 1.5}});
    refused({{.weight = {1, 1}, .share = 0.5}}, -1);
    CHECK_THROWS_AS(DecisionRule::unanimity(0), std::invalid_argument);
    CHECK_THROWS_AS(DecisionRule::consensus(std::vector<double>{1.0}, 1.0), std::invalid_argument);
}

// Council of the European Economic Community, 1958-1972: Germany, France and Italy 4 votes, Belgium
// and the Netherlands 2, Luxembourg 1, quota 12 of 17. Luxembourg never swings a vote [Brams and
// Affuso 1976]; Banzhaf indices 5/21, 5/21, 5/21, 3/21, 3/21, 0.
TEST_CASE("in the first Council of the EEC Luxembourg had no power")
{
    auto const council =
        DecisionRule::qualified_majority({{.weight = {4, 4, 4, 2, 2, 1}, .share = 12.0 / 17}});
    CHECK(swings(council) == std::vector<int>{10, 10, 10, 6, 6, 0});
}

// Security Council of the United Nations since 1965: 9 of 15 with all five permanent members, as
// the weighted game of Taylor and Zwicker [39; 7, 7, 7, 7, 7, 1 ...]. Of 5080 swings a permanent
// member has 848 and another member 84.
TEST_CASE("in the Security Council a permanent member has ten times the power of another")
{
    std::vector<double> votes(15, 1.0);
    std::fill_n(votes.begin(), 5, 7.0);
    auto const council = DecisionRule::qualified_majority({{.weight = votes, .share = 39.0 / 45}});
    auto const swing = swings(council);
    CHECK(swing.front() == 848);
    CHECK(swing.back() == 84);
}

TEST_CASE("opting in needs so many, whoever they are, and binds nobody else")
{
    auto const rule = DecisionRule::opt_in(4, 2);
    CHECK(rule.is_opt_in());
    CHECK_FALSE(rule.binds_the_outvoted());
    CHECK(rule.members() == 4);
    CHECK(rule.passes(std::vector<char>{0, 1, 0, 1}));
    CHECK_FALSE(rule.passes(std::vector<char>{0, 1, 0, 0}));
    CHECK_FALSE(DecisionRule::opt_in(2, 3).passes(std::vector<char>{1, 1}));
    CHECK_FALSE(DecisionRule::unanimity(2).is_opt_in());
    CHECK_THROWS_AS(DecisionRule::opt_in(2, 0), std::invalid_argument);
}

// Rule 86 of the General Assembly: "members present and voting" are those who cast a vote; members
// who abstain are considered as not voting. 4 against 3 with 3 abstentions carry, 3 against 3 do
// not.
TEST_CASE("where abstentions do not count, a majority is of those who vote")
{
    std::vector<double> const heads(10, 1.0);
    auto const rule = DecisionRule::simple_majority(10).with({.indifference = 0.1}, heads);
    std::vector<char> const three_abstain{0, 0, 0, 0, 0, 0, 0, 1, 1, 1};
    CHECK(rule.passes(first(4, 10), three_abstain));
    CHECK_FALSE(rule.passes(first(3, 10), three_abstain));
    CHECK_FALSE(rule.passes(first(4, 10)));  // nobody abstains: 4 of 10
    std::vector<char> const nine_abstain{0, 1, 1, 1, 1, 1, 1, 1, 1, 1};
    CHECK(rule.passes(first(1, 10), nine_abstain));
    CHECK_FALSE(rule.passes(first(0, 10), std::vector<char>(10, 1)));
    CHECK(rule.fewest() == 1);
}

// Art. 238(4) TFEU: abstentions do not prevent acts that require unanimity; Art. 16(4) TEU: a
// qualified majority is 55 % of the members with 65 % of the population, so that an abstention
// counts as a vote against. Of 20 members 11 are needed whoever abstains, or 55 % of those who
// vote.
TEST_CASE("an abstention prevents no unanimity, and may count as a vote against")
{
    std::vector<double> const heads(20, 1.0);
    auto const all = DecisionRule::unanimity(20).with({.indifference = 0.1}, heads);
    std::vector<char> abstain(20, 0);
    std::fill_n(abstain.rbegin(), 9, char{1});
    CHECK(all.passes(first(11, 20), abstain));
    CHECK_FALSE(all.passes(first(10, 20), abstain));  // one is against
    CHECK(all.binds_the_outvoted());                  // those who abstain
    auto const strict =
        DecisionRule::unanimity(20).with({.indifference = 0.1, .counts_against = true}, heads);
    CHECK_FALSE(strict.passes(first(11, 20), abstain));
    CHECK_FALSE(strict.binds_the_outvoted());
    CHECK(strict.fewest() == 20);

    auto const council = DecisionRule::qualified_majority({{.weight = heads, .share = 0.55}});
    auto const against = council.with({.indifference = 0.1, .counts_against = true}, heads);
    auto const apart = council.with({.indifference = 0.1}, heads);
    CHECK(against.passes(first(11, 20), abstain));
    CHECK_FALSE(against.passes(first(10, 20), abstain));
    CHECK(apart.passes(first(7, 20), abstain));  // 7 of 11 vote in favour; 6 are less than 55 %
    CHECK_FALSE(apart.passes(first(6, 20), abstain));
}

TEST_CASE("without the quorum nothing passes, and by it counts whom a member stands for")
{
    std::vector<char> const two_abstain{0, 0, 1, 1};
    auto const rule = DecisionRule::simple_majority(4);
    CHECK(rule.with({.indifference = 0.1, .quorum = 0.5}, std::vector<double>(4, 1.0))
              .passes(first(2, 4), two_abstain));
    CHECK_FALSE(rule.with({.indifference = 0.1, .quorum = 0.51}, std::vector<double>(4, 1.0))
                    .passes(first(2, 4), two_abstain));
    // the third member speaks for six states: 2 of 9 vote
    CHECK_FALSE(rule.with({.indifference = 0.1, .quorum = 0.5}, {1.0, 1.0, 6.0, 1.0})
                    .passes(first(2, 4), two_abstain));
}

TEST_CASE("those who abstain do not block")
{
    std::vector<double> const population{50.0, 20.0, 20.0, 10.0};
    auto const rule = DecisionRule::qualified_majority({{.weight = population, .share = 0.65}}, 2);
    auto const apart = rule.with({.indifference = 0.1}, std::vector<double>(4, 1.0));
    std::vector<char> const first_two_abstain{1, 1, 0, 0};
    CHECK(apart.passes(std::vector<char>{0, 0, 1, 0}, first_two_abstain));  // 20 of 30; 1 objects
    CHECK_FALSE(
        rule.with({.indifference = 0.1, .counts_against = true}, std::vector<double>(4, 1.0))
            .passes(std::vector<char>{0, 0, 1, 0}, first_two_abstain));
}

TEST_CASE("abstentions that make no sense are refused")
{
    std::vector<double> const heads(3, 1.0);
    auto const rule = DecisionRule::unanimity(3);
    CHECK_THROWS_AS(rule.with({.indifference = 1.1}, heads), std::invalid_argument);
    CHECK_THROWS_AS(rule.with({.indifference = 0.1, .quorum = -0.1}, heads), std::invalid_argument);
    CHECK_THROWS_AS(rule.with({.indifference = 0.1}, {1.0}), std::invalid_argument);
    CHECK_THROWS_AS(DecisionRule::opt_in(3, 2).with({.indifference = 0.1}, heads),
                    std::invalid_argument);
}
