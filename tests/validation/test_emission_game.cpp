// The international environmental agreement on emissions: N identical countries, each with a
// benefit linear in the abatement of all and a quadratic cost of its own. Signatories abate what is
// best for them together, the others what is best for each; a coalition is stable where nobody
// gains by joining or leaving, given what the resulting coalition would do. Whatever N, just three
// sign.
//
//     Scott Barrett (1994): Self-enforcing international environmental agreements. Oxford Economic
//     Papers 46.
//     Carlo Carraro, Domenico Siniscalco (1993): Strategies for the international protection of the
//     environment. Journal of Public Economics 52(3).

#include "catch.hpp"
#include "negotiation/protocols/opt_in.hpp"
#include "support/random_stream.hpp"

#include <algorithm>
#include <limits>

using namespace parley;

namespace {

/// With benefit q of a unit of anybody's abatement and cost q^2 / 2 of its own, an outsider abates
/// 1 and a member of a coalition as much as the coalition has members.
Outcome abate_for_all_at_the_table(Table const& table, RandomStream&, Trace)
{
    auto const everybody = std::vector<char>(static_cast<std::size_t>(table.members()), 1);
    return {.status = Status::agreed,
            .terms = Vector::Constant(1, static_cast<double>(table.members())),
            .signatories = everybody,
            .consenting = everybody,
            .rounds = 1,
            .blocked_by = {},
            .trace = {}};
}

double welfare(Table const& table, Eigen::Index member, std::span<char const> signatories,
               VectorView terms)
{
    auto const coalition = static_cast<double>(std::ranges::count(signatories, char{1}));
    auto const outsiders = static_cast<double>(table.members()) - coalition;
    double const own = signatories[static_cast<std::size_t>(member)] != 0 ? terms[0] : 1.0;
    return coalition * terms[0] + outsiders - 0.5 * own * own;
}

Table countries(Eigen::Index n, int minimum_participation)
{
    Table table;
    table.lower = Vector::Zero(1);
    table.upper = Vector::Constant(1, static_cast<double>(n));
    table.ideal = table.declared = table.in_force = Matrix::Ones(n, 1);
    table.salience = Matrix::Ones(n, 1);
    table.red_line = Matrix::Constant(n, 1, std::numeric_limits<double>::infinity());
    table.constant = Vector::Zero(n);
    table.disclosure = table.power = Vector::Ones(n);
    table.reservation = Vector::Constant(n, static_cast<double>(n) - 0.5);
    table.rule = DecisionRule::opt_in(static_cast<int>(n), minimum_participation);
    table.check();
    return table;
}

std::ptrdiff_t signatories(Eigen::Index n, int minimum_participation)
{
    OptIn const treaty{abate_for_all_at_the_table, welfare};
    RandomStream random{1, "emissions", {}};
    auto const outcome = treaty(countries(n, minimum_participation), random, Trace::none);
    return std::ranges::count(outcome.signatories, char{1});
}

}  // namespace

TEST_CASE("three countries sign, however many there are; of two, both")
{
    CHECK(signatories(2, 1) == 2);
    auto const n = GENERATE(range(3, 31));
    CAPTURE(n);
    CHECK(signatories(n, 1) == 3);
    CHECK(signatories(n, 2) == 3);
}

TEST_CASE("a higher minimum participation is met exactly")
{
    CHECK(signatories(10, 6) == 6);
    CHECK(signatories(10, 10) == 10);
    CHECK(signatories(10, 11) == 0);
}
