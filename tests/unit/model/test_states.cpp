#include "catch.hpp"
#include "model/states.hpp"

#include <cmath>
#include <limits>

using namespace parley;

TEST_CASE("role weights are volumes divided by their sum")
{
    Matrix const weights = role_weights((Matrix(2, 3) << 600, 300, 100, 0, 0, 5).finished());
    CHECK(weights.row(0).isApprox((Eigen::RowVector3d{} << 0.6, 0.3, 0.1).finished()));
    CHECK(weights.row(1).isApprox((Eigen::RowVector3d{} << 0.0, 0.0, 1.0).finished()));
}

TEST_CASE("a sharp self-image sees only the largest role")
{
    Matrix const profile = (Matrix(1, 3) << 0.6, 0.3, 0.1).finished();
    CHECK(sharpened(profile, 1.0).isApprox(profile));
    // 0.6^4 : 0.3^4 : 0.1^4 = 1296 : 81 : 1
    Matrix const sharp = sharpened(profile, 4.0);
    CHECK(sharp(0, 0) == Approx(1296.0 / 1378.0));
    CHECK(sharp(0, 1) == Approx(81.0 / 1378.0));
    CHECK(sharp(0, 2) == Approx(1.0 / 1378.0));
}

TEST_CASE("a self-image stays a profile however sharp it is")
{
    Matrix const profile = (Matrix(1, 3) << 0.34, 0.33, 0.33).finished();
    Matrix const sharp = sharpened(profile, 1e5);
    CHECK(sharp.sum() == Approx(1.0));
    CHECK(sharp(0, 0) == Approx(1.0));
}

TEST_CASE("the perceived profile moves from self-image to actual profile with recognition")
{
    States states;
    states.profile = (Matrix(3, 3) << 0.6, 0.3, 0.1, 0.6, 0.3, 0.1, 0.6, 0.3, 0.1).finished();
    states.self_image = (Matrix(3, 3) << 1, 0, 0, 1, 0, 0, 1, 0, 0).finished();
    states.recognition = (Vector(3) << 0.0, 0.5, 1.0).finished();
    Matrix const perceived = states.perceived_profile();
    CHECK(perceived(0, 0) == 1.0);
    CHECK(perceived(1, 0) == Approx(0.8));
    CHECK(perceived(1, 1) == Approx(0.15));
    CHECK(perceived.row(2).isApprox(states.profile.row(2)));
}

TEST_CASE("some states' perceived profiles are the rows of all")
{
    States states;
    states.profile = (Matrix(3, 3) << 0.6, 0.3, 0.1, 0.2, 0.2, 0.6, 0.0, 1.0, 0.0).finished();
    states.self_image = (Matrix(3, 3) << 1, 0, 0, 0, 0, 1, 0, 0, 1).finished();
    states.recognition = (Vector(3) << 0.25, 0.5, 0.75).finished();
    Matrix const some = states.perceived_profile(std::vector{StateId{2}, StateId{0}});
    CHECK(some.row(0).isApprox((Eigen::RowVector3d{} << 0.0, 0.75, 0.25).finished()));
    CHECK(some.row(1).isApprox((Eigen::RowVector3d{} << 0.9, 0.075, 0.025).finished()));
    CHECK(some.row(0) == states.perceived_profile().row(2));
}

TEST_CASE("a state pays what its product allows, of transfers in money alone")
{
    States states;
    states.profile = Matrix::Ones(2, 3) / 3.0;
    states.population = Vector{{1e6, 1e6}};
    states.gdp_per_head = Vector{{2000.0, 50000.0}};
    Issues issues;
    issues.role_ideal = Matrix::Constant(3, 3, 0.5);
    issues.kind = {IssueKind::hard, IssueKind::transfer, IssueKind::transfer};
    issues.amount = Vector{{0.0, 1e9, std::numeric_limits<double>::infinity()}};
    issues.payable = Vector{{0.0, 0.01, 0.01}};
    auto const means = [&](int state, int issue) {
        return means_to_pay(states, issues, StateId{state}, IssueId{issue});
    };
    CHECK(means(0, 0) == 0.0);
    CHECK(means(0, 1) == Approx(0.02));  // 1 % of 2e9, of 1e9
    CHECK(means(1, 1) == Approx(0.5));   // 1 % of 5e10
    CHECK(std::isinf(means(0, 2)));      // not in money: whatever is asked for
}
