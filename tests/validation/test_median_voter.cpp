// The median voter: on one issue, where everybody likes a proposal the less the farther it lies
// from its ideal point, the median ideal point beats or ties every other under simple majority.
//
//     Duncan Black (1948): On the rationale of group decision-making. Journal of Political
//     Economy 56(1).

#include "catch.hpp"
#include "negotiation/protocols/condorcet.hpp"
#include "support/random_stream.hpp"

#include <algorithm>
#include <limits>
#include <vector>

using namespace parley;

namespace {

/// An odd number of voters of equal power on one issue, each with its own salience.
Table voters(RandomStream& random)
{
    auto const n = static_cast<Eigen::Index>(3 + 2 * random.below(7));
    Table table;
    table.ideal = Matrix::NullaryExpr(n, 1, [&] { return random.uniform(); });
    table.declared = table.ideal;
    table.salience = Matrix::NullaryExpr(n, 1, [&] { return 0.1 + random.uniform(); });
    table.in_force = Matrix::Constant(n, 1, 0.0);
    table.red_line = Matrix::Constant(n, 1, std::numeric_limits<double>::infinity());
    table.lower = Vector::Zero(1);
    table.upper = Vector::Ones(1);
    table.constant = Vector::Zero(n);
    table.disclosure = Vector::Ones(n);
    table.power = Vector::Ones(n);
    table.reservation = table.payoff_in_force();
    table.rule = DecisionRule::simple_majority(static_cast<int>(n));
    table.check();
    return table;
}

}  // namespace

TEST_CASE("on one issue the proposal that wins every duel by heads is the median ideal point")
{
    RandomStream random{1, "median voter", {}};
    Condorcet const heads{{.voting = Condorcet::Voting::binary, .sharpness = 1}};
    for (int i = 0; i < 500; ++i) {
        auto const table = voters(random);
        Condorcet::Duels const found = heads.duels(table);
        std::vector<double> winners;
        for (Eigen::Index candidate = 0; candidate < found.proposals.rows(); ++candidate) {
            if ((found.duel.row(candidate).array() >= 0.5).all()) {
                winners.push_back(found.proposals(candidate, 0));
            }
        }
        std::vector<double> ideals(table.ideal.data(), table.ideal.data() + table.ideal.size());
        std::ranges::sort(ideals);
        REQUIRE(winners == std::vector{ideals[ideals.size() / 2]});
    }
}
