#include "catch.hpp"
#include "negotiation/protocols/compromise.hpp"
#include "negotiation/protocols/nash_bargaining.hpp"
#include "negotiation/protocols/opt_in.hpp"
#include "tables.hpp"

#include <algorithm>
#include <array>
#include <cmath>

using namespace parley;

namespace {

Outcome negotiate(OptIn const& opt_in, Table const& table, Trace trace = Trace::none)
{
    RandomStream random{1, "opt in", {}};
    return opt_in(table, random, trace);
}

Table opting_in(Table table, int minimum_participation)
{
    table.rule = DecisionRule::opt_in(static_cast<int>(table.members()), minimum_participation);
    return table;
}

/// Whoever sits at the table signs the middle of the scale.
Outcome all_sign(Table const& table, RandomStream&, Trace)
{
    auto const everybody = std::vector<char>(static_cast<std::size_t>(table.members()), 1);
    return {.status = Status::agreed,
            .terms = Vector::Constant(table.issues(), 0.5),
            .signatories = everybody,
            .consenting = everybody,
            .rounds = 1,
            .blocked_by = {},
            .trace = {}};
}

}  // namespace

TEST_CASE("under another rule the table is passed on as it is")
{
    auto const table = line(vector({0.6, 0.9, 0.2}), 0.5);
    CHECK(negotiate(OptIn{NashBargaining{}}, table).status == Status::broken_off);
}

TEST_CASE("who can only lose stays out, and the others sign for themselves")
{
    auto const table = opting_in(line(vector({0.6, 0.1, 0.9}), 0.5), 2);
    auto const outcome = negotiate(OptIn{NashBargaining{}}, table);
    REQUIRE(outcome.status == Status::agreed);
    CHECK(outcome.signatories == std::vector<char>{1, 0, 1});
    CHECK(outcome.consenting == outcome.signatories);
    CHECK(outcome.blocked_by.empty());
    auto const pair = line(vector({0.6, 0.9}), 0.5);
    RandomStream random{1, "opt in", {}};
    CHECK(outcome.terms == NashBargaining{}(pair, random, Trace::none).terms);
}

TEST_CASE(
    "below the minimum participation there is no treaty, and it is said whose consent is missing")
{
    auto const table = opting_in(line(vector({0.6, 0.1, 0.9}), 0.5), 3);
    auto const outcome = negotiate(OptIn{NashBargaining{}}, table);
    CHECK(outcome.status == Status::broken_off);
    CHECK(outcome.signatories == std::vector<char>{0, 0, 0});
    REQUIRE(outcome.blocked_by.size() == 3);
    CHECK(outcome.blocked_by[1].reason == Block::Reason::reservation_value);
    auto const alone = negotiate(OptIn{NashBargaining{}}, opting_in(line(vector({0.6}), 0.5), 2));
    CHECK(alone.status == Status::broken_off);
    REQUIRE(alone.blocked_by.size() == 1);
    CHECK(alone.blocked_by[0].reason == Block::Reason::participation);
}

TEST_CASE("who stayed out joins when the terms of the rest suit it")
{
    // The compromise of all loses member 2, which falls furthest short; without it member 0 would
    // gain.
    auto table = opting_in(line(vector({0.3, 0.35, 0.0, 0.55}), 0.2), 2);
    auto const outcome = negotiate(OptIn{Compromise{{}}}, table);
    REQUIRE(outcome.status == Status::agreed);
    for (Eigen::Index i = 0; i < 4; ++i) {
        bool const signs = outcome.signatories[static_cast<std::size_t>(i)] != 0;
        CHECK((!signs || table.payoff(i, outcome.terms) >= table.reservation[i] - 1e-9));
    }
    CHECK(outcome.signatories[2] == 0);
}

TEST_CASE("a trace and its members are those of the whole table")
{
    auto const table = opting_in(line(vector({0.1, 0.7, 0.8}), 0.5), 2);
    auto const outcome = negotiate(OptIn{Compromise{{}}}, table, Trace::moves);
    REQUIRE(outcome.status == Status::agreed);
    REQUIRE(outcome.trace.size() == 3);
    CHECK(outcome.trace[0].member == -1);
    CHECK(outcome.trace[1].member == 1);
    CHECK(outcome.trace[2].member == 2);
}

TEST_CASE("a withdrawal that voids the treaty is judged as such")
{
    // Outsiders get 1, signatories 0.5, and nobody anything without a treaty.
    auto table = line(vector({0.5, 0.5, 0.5, 0.5}), 0.5);
    table.reservation.setZero();
    auto const free_riding = [](Table const&, Eigen::Index member,
                                std::span<char const> signatories, VectorView) {
        return signatories[static_cast<std::size_t>(member)] != 0 ? 0.5 : 1.0;
    };
    for (int const minimum : {2, 3, 4}) {
        auto const outcome = negotiate(OptIn{all_sign, free_riding}, opting_in(table, minimum));
        REQUIRE(outcome.status == Status::agreed);
        CHECK(std::ranges::count(outcome.signatories, char{1}) == minimum);
        // the best deviation first, ties by index: the first members leave
        CHECK(outcome.signatories.back() == 1);
    }
}

TEST_CASE("members that join and leave in turn end the search without agreement")
{
    // Member 0 wants to be where member 1 is, member 1 where member 0 is not; 2 and 3 always sign.
    auto const table = opting_in(line(vector({0.5, 0.5, 0.5, 0.5}), 0.5), 2);
    auto const chase = [](Table const&, Eigen::Index member, std::span<char const> signatories,
                          VectorView) {
        bool const together = signatories[0] == signatories[1];
        if (member == 0) {
            return together ? 1.0 : 0.0;
        }
        return member == 1 && together ? 0.0 : 1.0;
    };
    auto const outcome = negotiate(OptIn{all_sign, chase}, table);
    CHECK(outcome.status == Status::broken_off);
    REQUIRE(outcome.blocked_by.size() == 2);
    CHECK(outcome.blocked_by[0].member == 0);
    CHECK(outcome.blocked_by[1].member == 1);
    CHECK(outcome.blocked_by[0].reason == Block::Reason::cycling);
    CHECK(to_string(Block::Reason::cycling) == "cycling");
    CHECK(to_string(Block::Reason::participation) == "participation");
}

// Who depends on nobody that came or left is not looked at anew. A table of some with ties to few,
// over a position of each, one towards each other, and one that nobody else feels.
TEST_CASE("every coalition bargains over what it feels of itself and of those outside")
{
    Eigen::Index constexpr n = 9;
    RandomStream random{3, "ties", {}};
    auto const draw = [&](Eigen::Index rows, Eigen::Index columns) {
        return Matrix{Matrix::NullaryExpr(rows, columns, [&] { return random.uniform(); })};
    };
    auto const ties = [&] {
        Matrix weight = draw(n, n);
        weight = (weight.array() < 0.7).select(0.0, weight);
        weight.diagonal().setZero();
        return Matrix{weight / static_cast<double>(n)};
    };
    int coalitions = 0;
    for (int number = 0; number < 40; ++number) {
        auto table = table_of(draw(n, 3), draw(n, 3), vector({0.2, 0.3, 0.1}));
        table.power = Vector::NullaryExpr(n, [](Eigen::Index i) { return std::pow(2.0, i); });
        table.externality = Externality{.share = vector({0.6, 0.4, 0.0}),
                                        .ideal = table.ideal,
                                        .expected = draw(n, 3),
                                        .salience = table.salience,
                                        .weight = {ties(), ties(), Matrix{}},
                                        .towards = {Matrix{}, draw(n, n), Matrix{}},
                                        .fixed = draw(n, 1)};
        table.settle_externality();
        table.reservation = table.payoff_in_force();
        table = opting_in(std::move(table), 2);
        table.check();
        OptIn const treaty{[&](Table const& seated, RandomStream& stream, Trace trace) {
            auto const members = static_cast<unsigned>(seated.power.sum());  // by their powers
            std::vector<char> coalition(n);
            for (unsigned i = 0; i < n; ++i) {
                coalition[i] = (members >> i & 1U) != 0 ? 1 : 0;
            }
            auto const expected = table.with_only(coalition);
            CHECK(seated.ideal.isApprox(expected.ideal, 1e-13));
            CHECK(seated.salience.isApprox(expected.salience, 1e-13));
            CHECK(seated.constant.isApprox(expected.constant, 1e-12));
            ++coalitions;
            return Compromise{{}}(seated, stream, trace);
        }};
        (void)negotiate(treaty, table);
    }
    CHECK(coalitions > 200);
}
