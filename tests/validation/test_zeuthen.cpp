// Between two members that know each other's payoffs, concession by risk limits ends at the Nash
// bargaining solution, the nearer the smaller the steps.
//
//     John C. Harsanyi (1956): Approaches to the bargaining problem before and after the theory of
//     games: a critical discussion of Zeuthen's, Hicks', and Nash's theories. Econometrica 24(2).
//
// The solution of each table is computed independently, by maximising the product of gains.

#include "catch.hpp"
#include "negotiation/protocols/nash_bargaining.hpp"
#include "negotiation/protocols/zeuthen.hpp"
#include "support/random_stream.hpp"

#include <algorithm>
#include <limits>
#include <vector>

using namespace parley;

namespace {

Table pair(RandomStream& random)
{
    auto const issues = static_cast<Eigen::Index>(1 + random.below(5));
    auto const uniform = [&](Eigen::Index rows) {
        return Matrix{Matrix::NullaryExpr(rows, issues, [&] { return random.uniform(); })};
    };
    Table table;
    table.lower = Vector::Zero(issues);
    table.upper = Vector::Ones(issues);
    table.ideal = uniform(2);
    table.declared = table.ideal;
    table.salience = (0.05 + 0.95 * uniform(2).array()).matrix();
    table.in_force = uniform(1).replicate(2, 1);
    table.red_line = Matrix::Constant(2, issues, std::numeric_limits<double>::infinity());
    table.constant = Vector::Zero(2);
    table.disclosure = Vector::Ones(2);
    table.power = Vector::Ones(2);
    table.reservation = table.payoff_in_force();
    table.rule = DecisionRule::unanimity(2);
    table.check();
    return table;
}

/// How far, in positions, agreements lie from the Nash bargaining solution, in rising order.
std::vector<double> distances_from_nash(double step)
{
    RandomStream random{1, "zeuthen", {}};
    std::vector<double> distances;
    for (int i = 0; i < 400; ++i) {
        auto const table = pair(random);
        RandomStream unused{1, "unused", {}};
        auto const nash = NashBargaining{}(table, unused, Trace::none);
        if (nash.status == Status::agreed) {
            auto const outcome = Zeuthen{{.step = step}}(table, unused, Trace::none);
            REQUIRE(outcome.status == Status::agreed);
            distances.push_back((outcome.terms - nash.terms).cwiseAbs().maxCoeff());
        }
    }
    std::ranges::sort(distances);
    return distances;
}

double quantile(std::vector<double> const& sorted, double share)
{
    return sorted[static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1))];
}

}  // namespace

TEST_CASE("between two, concession by risk tends to the Nash bargaining solution")
{
    // The error is linear in the step. It is largest on tables with next to nothing to gain, where
    // a hundredth of a member's range is much of the whole surplus.
    auto const coarse = distances_from_nash(0.1);
    auto const fine = distances_from_nash(0.01);
    auto const finest = distances_from_nash(0.001);
    REQUIRE(fine.size() > 200);
    CAPTURE(quantile(fine, 0.5), quantile(fine, 0.95), quantile(fine, 0.97),
            quantile(finest, 0.95));
    CHECK(quantile(fine, 0.95) < 0.006);
    CHECK(quantile(finest, 0.95) < 0.0006);
    CHECK(quantile(fine, 0.5) < 0.2 * quantile(coarse, 0.5));
    CHECK(quantile(finest, 0.5) < 0.2 * quantile(fine, 0.5));
    CHECK(fine.back() < 0.04);
    CHECK(finest.back() < 0.004);
}
