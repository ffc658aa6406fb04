// Power indices of two tabulated councils check the qualified majority: who is decisive follows
// from which coalitions the rule lets pass.
//
// The Council of the European Economic Community of 1958 to 1972: votes 4 (France, Germany, Italy),
// 2 (Belgium, Netherlands), 1 (Luxembourg), 12 of 17 needed. Luxembourg never mattered.
//
// The Security Council of the United Nations: five permanent members with a veto, ten others, nine
// votes.
//
//     Dan S. Felsenthal, Moshe Machover (1998): The measurement of voting power. Edward Elgar.
//     Lloyd S. Shapley, Martin Shubik (1954): A method for evaluating the distribution of power in
//     a committee system. American Political Science Review 48(3).

#include "catch.hpp"
#include "negotiation/decision_rule.hpp"

#include <cmath>
#include <vector>

using namespace parley;

namespace {

struct Indices {
    std::vector<double> banzhaf;  // shares of all swings
    std::vector<double> shapley_shubik;
    std::vector<double> swings;
};

double factorial(std::size_t n)
{
    return std::tgamma(static_cast<double>(n) + 1.0);
}

/// Over all coalitions: member i is decisive in those that pass with it and fail without it.
Indices indices_of(DecisionRule const& rule)
{
    auto const n = static_cast<std::size_t>(rule.members());
    Indices out{std::vector<double>(n), std::vector<double>(n), std::vector<double>(n)};
    std::vector<char> coalition(n);
    for (std::size_t bits = 0; bits < (std::size_t{1} << n); ++bits) {
        std::size_t size = 0;
        for (std::size_t i = 0; i < n; ++i) {
            coalition[i] = static_cast<char>((bits >> i) & 1U);
            size += (bits >> i) & 1U;
        }
        if (!rule.passes(coalition)) {
            continue;
        }
        for (std::size_t i = 0; i < n; ++i) {
            if (coalition[i] == 0) {
                continue;
            }
            coalition[i] = 0;
            if (!rule.passes(coalition)) {
                out.swings[i] += 1.0;
                out.shapley_shubik[i] += factorial(size - 1) * factorial(n - size) / factorial(n);
            }
            coalition[i] = 1;
        }
    }
    double all = 0.0;
    for (double const swings : out.swings) {
        all += swings;
    }
    for (std::size_t i = 0; i < n; ++i) {
        out.banzhaf[i] = out.swings[i] / all;
    }
    return out;
}

}  // namespace

TEST_CASE("the first council of the European Economic Community")
{
    auto const rule = DecisionRule::qualified_majority(
        {{.weight = {4, 4, 4, 2, 2, 1}, .share = 12.0 / 17, .exceed = false}});
    auto const indices = indices_of(rule);
    CHECK(indices.swings == std::vector<double>{10, 10, 10, 6, 6, 0});
    for (std::size_t i = 0; i < 3; ++i) {
        CHECK_THAT(indices.banzhaf[i], WithinAbs(5.0 / 21, 1e-12));
        CHECK_THAT(indices.shapley_shubik[i], WithinAbs(7.0 / 30, 1e-12));
    }
    for (std::size_t i = 3; i < 5; ++i) {
        CHECK_THAT(indices.banzhaf[i], WithinAbs(1.0 / 7, 1e-12));
        CHECK_THAT(indices.shapley_shubik[i], WithinAbs(3.0 / 20, 1e-12));
    }
    CHECK(indices.banzhaf[5] == 0.0);
    CHECK(indices.shapley_shubik[5] == 0.0);
}

TEST_CASE("the Security Council: nine votes and no veto")
{
    std::vector<double> permanent(15, 0.0);
    for (std::size_t i = 0; i < 5; ++i) {
        permanent[i] = 1.0;
    }
    auto const rule = DecisionRule::qualified_majority(
        {{.weight = std::vector<double>(15, 1.0), .share = 9.0 / 15, .exceed = false},
         {.weight = permanent, .share = 1.0, .exceed = false}});
    auto const indices = indices_of(rule);
    CHECK(indices.swings.front() == 848.0);
    CHECK(indices.swings.back() == 84.0);
    CHECK_THAT(indices.shapley_shubik.front(), WithinAbs(0.196270, 5e-7));
    CHECK_THAT(indices.shapley_shubik.back(), WithinAbs(0.001865, 5e-7));
}
