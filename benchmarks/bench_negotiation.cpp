#include "negotiation/metrics.hpp"
#include "negotiation/protocols/alternating_offers.hpp"
#include "negotiation/protocols/challenge.hpp"
#include "negotiation/protocols/condorcet.hpp"
#include "negotiation/protocols/exchange.hpp"
#include "negotiation/protocols/nash_bargaining.hpp"
#include "negotiation/protocols/opt_in.hpp"
#include "negotiation/protocols/single_text.hpp"
#include "negotiation/protocols/zeuthen.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <limits>

// Named problems of bargaining: how many offers a second, how long a Nash bargaining solution
// takes.

namespace {

using namespace parley;

/// Members who all want more than is in force, by different amounts, so that packages have a gain
/// for all and singly nothing is blocked.
Table common_cause(Eigen::Index members, Eigen::Index issues)
{
    RandomStream random{1, "common cause", {}};
    auto const uniform = [&] {
        return Matrix{Matrix::NullaryExpr(members, issues, [&] { return random.uniform(); })};
    };
    Table table;
    table.ideal = (0.3 + 0.7 * uniform().array()).matrix();
    table.declared = uniform();
    table.salience = uniform();
    table.in_force = Matrix::Constant(members, issues, 0.2);
    table.red_line = Matrix::Constant(members, issues, std::numeric_limits<double>::infinity());
    table.lower = Vector::Zero(issues);
    table.upper = Vector::Ones(issues);
    table.constant = Vector::Zero(members);
    table.disclosure = Vector::Constant(members, 0.8);
    table.power = Vector::Ones(members);
    table.reservation = table.payoff_in_force();
    table.rule = DecisionRule::unanimity(static_cast<int>(members));
    table.check();
    return table;
}

/// Five firm members who bargain until late: every turn but the last few is an offer.
void alternating_offers(benchmark::State& state)
{
    auto table = common_cause(5, state.range(0));
    table.deadline = 1000;
    AlternatingOffers const firm{{.boulware = 1.0, .linear = 0.0}};
    RandomStream random{1, "benchmark", {}};
    auto const trace = firm(table, random, Trace::moves).trace;
    auto const offers = std::count_if(trace.begin(), trace.end(),
                                      [](auto const& m) { return m.kind == Move::Kind::offer; });
    for (auto _ : state) {
        benchmark::DoNotOptimize(firm(table, random, Trace::none));
    }
    state.SetItemsProcessed(state.iterations() * offers);
    state.counters["offers"] = static_cast<double>(offers);
}
BENCHMARK(alternating_offers)->ArgName("issues")->Arg(3)->Arg(4)->Arg(5);

/// A whole session of twenty rounds, setting up included, as a simulation runs it.
void session_of_alternating_offers(benchmark::State& state)
{
    auto const table = common_cause(state.range(0), 5);
    AlternatingOffers const linear{{}};
    RandomStream random{1, "benchmark", {}};
    for (auto _ : state) {
        benchmark::DoNotOptimize(linear(table, random, Trace::none));
    }
}
BENCHMARK(session_of_alternating_offers)->ArgName("members")->Arg(2)->Arg(10)->Arg(27)->Arg(193);

/// The same on one issue, of which most tables of the world are, by the path of its own and by the
/// one for any number of issues.
void session_on_one_issue(benchmark::State& state)
{
    auto const table = common_cause(state.range(0), 1);
    AlternatingOffers const linear{{}};
    RandomStream random{1, "benchmark", {}};
    for (auto _ : state) {
        benchmark::DoNotOptimize(linear(table, random, Trace::none));
    }
}
BENCHMARK(session_on_one_issue)->ArgName("members")->Arg(2)->Arg(10)->Arg(50);

void session_on_one_issue_among_many(benchmark::State& state)
{
    auto const table = common_cause(state.range(0), 1);
    AlternatingOffers const linear{{}};
    RandomStream random{1, "benchmark", {}};
    for (auto _ : state) {
        benchmark::DoNotOptimize(linear.about_any_issues(table, random, Trace::none));
    }
}
BENCHMARK(session_on_one_issue_among_many)->ArgName("members")->Arg(2)->Arg(10)->Arg(50);

void nash_bargaining(benchmark::State& state)
{
    auto const table = common_cause(state.range(0), state.range(1));
    RandomStream random{1, "benchmark", {}};
    for (auto _ : state) {
        benchmark::DoNotOptimize(NashBargaining{}(table, random, Trace::none));
    }
}
BENCHMARK(nash_bargaining)
    ->ArgNames({"members", "issues"})
    ->Args({2, 3})
    ->Args({10, 10})
    ->Args({193, 15})
    ->Unit(benchmark::kMicrosecond);

/// Members anywhere on the scale, with any power and salience, who challenge each other for ten
/// rounds.
void challenge(benchmark::State& state)
{
    auto const n = state.range(0);
    RandomStream random{1, "challenge", {}};
    auto const uniform = [&] {
        return Vector{Vector::NullaryExpr(n, [&] { return random.uniform(); })};
    };
    Vector const position = uniform();
    Vector const power = uniform();
    Vector const salience = uniform();
    Challenge const ten_rounds{{.rounds = 10}};
    for (auto _ : state) {
        benchmark::DoNotOptimize(ten_rounds.play(position, power, salience));
    }
}
BENCHMARK(challenge)->ArgName("members")->Arg(10)->Arg(100)->Unit(benchmark::kMicrosecond);

/// All exchanges among members anywhere on all issues.
void exchange(benchmark::State& state)
{
    auto const n = state.range(0);
    auto const issues = state.range(1);
    RandomStream random{1, "exchange", {}};
    auto const uniform = [&] {
        return Matrix{Matrix::NullaryExpr(n, issues, [&] { return random.uniform(); })};
    };
    Matrix const position = uniform();
    Matrix const salience = uniform();
    Vector const power = Vector::Ones(n);
    std::size_t trades = 0;
    for (auto _ : state) {
        auto const round = Exchange::trade(position, salience, power);
        trades = round.trades.size();
        benchmark::DoNotOptimize(round.vote.data());
    }
    state.counters["trades"] = static_cast<double>(trades);
}
BENCHMARK(exchange)
    ->ArgNames({"members", "issues"})
    ->Args({15, 13})
    ->Args({27, 10})
    ->Unit(benchmark::kMicrosecond);

/// One session of a protocol with its defaults on five issues.
template <class Talks>
void session(benchmark::State& state, Talks const& talks)
{
    auto const table = common_cause(state.range(0), 5);
    RandomStream random{1, "benchmark", {}};
    for (auto _ : state) {
        benchmark::DoNotOptimize(talks(table, random, Trace::none));
    }
}
BENCHMARK_CAPTURE(session, condorcet, Condorcet{{}})
    ->ArgName("members")
    ->Arg(10)
    ->Arg(193)
    ->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(session, single_text, SingleText{{}})
    ->ArgName("members")
    ->Arg(10)
    ->Arg(193)
    ->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(session, zeuthen, Zeuthen{{}})
    ->ArgName("members")
    ->Arg(2)
    ->Arg(10)
    ->Arg(27)
    ->Unit(benchmark::kMicrosecond);

/// A treaty among all but the few who can only lose by it.
void opt_in(benchmark::State& state)
{
    auto table = common_cause(state.range(0), 5);
    table.ideal.topRows(3).setZero();
    table.rule = DecisionRule::opt_in(static_cast<int>(table.members()), 2);
    RandomStream random{1, "benchmark", {}};
    OptIn const treaty{NashBargaining{}};
    for (auto _ : state) {
        benchmark::DoNotOptimize(treaty(table, random, Trace::none));
    }
}
BENCHMARK(opt_in)->ArgName("members")->Arg(10)->Arg(27)->Unit(benchmark::kMicrosecond);

/// A global public good: everybody wants more of all others than of itself, so that members leave.
Table public_good(Eigen::Index members, Eigen::Index issues)
{
    auto table = common_cause(members, issues);
    double const alike = 1.0 / static_cast<double>(members - 1);
    Matrix const weight =
        alike * (Matrix::Ones(members, members) - Matrix::Identity(members, members));
    auto const all = static_cast<std::size_t>(issues);
    table.externality = Externality{.share = Vector::Constant(issues, 0.6),
                                    .ideal = table.ideal,
                                    .expected = Matrix::Ones(members, issues),
                                    .salience = table.salience,
                                    .weight = std::vector<Matrix>(all, weight),
                                    .fixed = Vector::Zero(members)};
    table.settle_externality();
    table.reservation = table.payoff_in_force();
    table.rule = DecisionRule::opt_in(static_cast<int>(members), 2);
    table.check();
    return table;
}

/// A treaty of the willing with free-riders: every withdrawal is tried with what the others would
/// agree.
void opt_in_with_free_riders(benchmark::State& state)
{
    auto const table = public_good(state.range(0), state.range(1));
    RandomStream random{1, "benchmark", {}};
    int coalitions = 0;
    OptIn const treaty{[&](Table const& seated, RandomStream& stream, Trace trace) {
        ++coalitions;
        return NashBargaining{}(seated, stream, trace);
    }};
    Outcome outcome;
    for (auto _ : state) {
        coalitions = 0;
        outcome = treaty(table, random, Trace::none);
    }
    state.counters["coalitions"] = coalitions;
    state.counters["signatories"] =
        static_cast<double>(std::ranges::count(outcome.signatories, char{1}));
}
BENCHMARK(opt_in_with_free_riders)
    ->ArgNames({"members", "issues"})
    ->Args({27, 1})
    ->Args({27, 10})
    ->Args({193, 1})
    ->Args({193, 10})
    ->Unit(benchmark::kMillisecond);

void metrics(benchmark::State& state)
{
    auto const table = common_cause(state.range(0), state.range(1));
    RandomStream random{1, "benchmark", {}};
    auto const outcome = AlternatingOffers{{}}(table, random, Trace::none);
    for (auto _ : state) {
        benchmark::DoNotOptimize(measure(table, outcome));
    }
}
BENCHMARK(metrics)
    ->ArgNames({"members", "issues"})
    ->Args({2, 3})
    ->Args({10, 10})
    ->Args({193, 15})
    ->Unit(benchmark::kMicrosecond);

}  // namespace
