#include "catch.hpp"
#include "model/migration.hpp"

#include <cmath>
#include <stdexcept>

using namespace parley;

namespace {

/// One issue, whose policy multiplies flows into a state by exp(response (z - 0.5)).
Issues one_issue(double response, Pathway pathway = Pathway::any)
{
    Issues issues;
    issues.flow_response = Vector::Constant(1, response);
    issues.pathway = {pathway};
    return issues;
}

/// Policies 1 for the states that close, 0.5 = the status quo for the others.
Regime closing(Eigen::Index states, std::vector<Eigen::Index> const& closed)
{
    Regime regime{Matrix::Constant(states, 1, 0.5)};
    for (Eigen::Index const i : closed) {
        regime.add({.forum = ForumId{0},
                    .issues = {IssueId{0}},
                    .terms = Vector::Ones(1),
                    .signatories = {StateId{i}}});
    }
    regime.implement(1.0);
    return regime;
}

/// From state 0: 600 to 1, 300 to 2, 100 to 3; all to 1 cross 4.
Flows from_one_state()
{
    Flows flows;
    for (Eigen::Index d = 1; d <= 3; ++d) {
        flows.origin.emplace_back(0);
        flows.destination.emplace_back(d);
    }
    flows.origin.emplace_back(0);  // of those who halt in 4
    flows.destination.emplace_back(4);
    flows.persons = Vector{{600.0, 300.0, 100.0, 0.0}};
    flows.routes = {.corridor = {0}, .via = {StateId{4}}, .halt = {3}, .share = Vector::Ones(1)};
    flows.begin();
    return flows;
}

double constexpr all = 700.0;  // exp of it stops everything

}  // namespace

TEST_CASE("without a response what moves is the base flow, to the bit")
{
    Flows flows = from_one_state();
    flows.factor(1) = 3.0;
    Migration{{}, flows, one_issue(0.0)}(flows, closing(5, {1, 2, 3}), 7.0);
    CHECK(flows.now == flows.persons.cwiseProduct(flows.factor));
    CHECK(flows.deterred.isZero(0.0));
}

TEST_CASE("a flow responds to the policy of its destination alone, by its level")
{
    Flows flows = from_one_state();
    Migration const migrate{{.stranded = 0.0, .diverted = 0.0}, flows, one_issue(-2.0)};
    for (double const years : {0.0, 1.0, 2.0}) {  // again and again: never fed back
        migrate(flows, closing(5, {1}), years);
        CHECK(flows.now(0) == Approx(600.0 * std::exp(-1.0)));
        CHECK(flows.now(1) == 300.0);
        CHECK(flows.deterred(0) == Approx(600.0 * (1.0 - std::exp(-1.0))));
    }
    migrate(flows, closing(5, {}), 3.0);
    CHECK(flows.now(0) == 600.0);
}

TEST_CASE("a policy that opens adds to a flow and stops nobody")
{
    Flows flows = from_one_state();
    Migration{{}, flows, one_issue(2.0)}(flows, closing(5, {2}), 0.0);
    CHECK(flows.now(1) == Approx(300.0 * std::exp(1.0)));
    CHECK(flows.stopped.isZero(0.0));
    CHECK(flows.now(0) == 600.0);
}

TEST_CASE("base flows grow by their trend")
{
    Flows flows = from_one_state();
    flows.trend(0) = 0.1;
    Migration{{}, flows, one_issue(0.0)}(flows, closing(5, {}), 2.0);
    CHECK(flows.now(0) == Approx(600.0 * 1.21));
    CHECK(flows.now(1) == 300.0);
}

TEST_CASE("those whom a closed border stops are deterred, stranded on the way, or diverted")
{
    Flows flows = from_one_state();
    Migration{{.stranded = 0.2, .diverted = 0.4}, flows, one_issue(-all)}(flows, closing(5, {1}),
                                                                          0.0);
    CHECK(flows.now(0) == Approx(0.0).margin(1e-100));
    CHECK(flows.now(1) == Approx(300.0 + 240.0 * 0.75));  // 3 : 1, as they go already
    CHECK(flows.now(2) == Approx(100.0 + 240.0 * 0.25));
    CHECK(flows.now(3) == Approx(120.0));  // halted in state 4
    CHECK(flows.stranded(3) == Approx(120.0));
    CHECK(flows.deterred.sum() == Approx(240.0));
    CHECK(flows.now.sum() + flows.deterred.sum() == Approx(1000.0));
}

TEST_CASE("who crosses nobody cannot be stranded, and who has nowhere else to go is deterred")
{
    Flows flows = from_one_state();
    SECTION("half of them have a route")
    {
        flows.routes.share(0) = 0.5;
        Migration{{.stranded = 0.2, .diverted = 0.0}, flows, one_issue(-all)}(flows,
                                                                              closing(5, {1}), 0.0);
        CHECK(flows.stranded(3) == Approx(60.0));
        CHECK(flows.deterred.sum() == Approx(540.0));
    }
    SECTION("all destinations close")
    {
        Migration{{.stranded = 0.0, .diverted = 0.4}, flows, one_issue(-all)}(
            flows, closing(5, {1, 2, 3}), 0.0);
        CHECK(flows.now.sum() == Approx(0.0).margin(1e-9));
        CHECK(flows.deterred.sum() == Approx(1000.0));
    }
}

TEST_CASE("an issue governs its own pathway, and flows of any")
{
    Flows flows;
    for (Pathway const pathway : {Pathway::labour, Pathway::asylum, Pathway::any}) {
        flows.origin.emplace_back(0);
        flows.destination.emplace_back(1);
        flows.pathway.push_back(pathway);
    }
    flows.persons = Vector::Constant(3, 100.0);
    flows.begin();
    Migration{{.stranded = 0.0, .diverted = 0.5}, flows, one_issue(-2.0, Pathway::asylum)}(
        flows, closing(2, {1}), 0.0);
    CHECK(flows.now(0) == 100.0);
    CHECK(flows.now(1) == Approx(100.0 * std::exp(-1.0)));
    CHECK(flows.now(2) == Approx(100.0 * std::exp(-1.0)));
    CHECK(flows.diverted.isZero(0.0));  // another pathway is no other destination
}

TEST_CASE("flows that contradict themselves are refused")
{
    Flows const flows = from_one_state();
    CHECK_THROWS_AS((Migration{{.stranded = 0.6, .diverted = 0.6}, flows, one_issue(0.0)}),
                    std::invalid_argument);
    CHECK_THROWS_AS((Migration{{.stranded = -0.1}, flows, one_issue(0.0)}), std::invalid_argument);
    Flows torn = flows;
    torn.destination.pop_back();
    CHECK_THROWS_AS((Migration{{}, torn, one_issue(0.0)}), std::invalid_argument);
}

// dS/dt = F - a S has S(t) = F/a + (S0 - F/a) exp(-a t)
TEST_CASE("stocks tend to what flows and attrition keep, whatever the length of a tick")
{
    Flows flows = from_one_state();
    flows.stock = Vector{{1000.0, 15000.0, 0.0, 0.0}};
    Flows monthly = flows;
    for (int year = 0; year < 5; ++year) {
        renew_stocks(flows, 0.02, 1.0);
    }
    for (int month = 0; month < 60; ++month) {
        renew_stocks(monthly, 0.02, 1.0 / 12.0);
    }
    CHECK(flows.stock(0) == Approx(30000.0 - 29000.0 * std::exp(-0.1)));
    CHECK(flows.stock(1) == Approx(15000.0));  // 300 / 0.02
    CHECK(monthly.stock.isApprox(flows.stock, 1e-12));
    renew_stocks(flows, 0.0, 2.0);
    CHECK(flows.stock(1) == Approx(15600.0));
}
