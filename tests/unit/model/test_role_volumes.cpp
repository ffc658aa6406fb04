#include "catch.hpp"
#include "model/role_volumes.hpp"

using namespace parley;

namespace {

/// 0 sends to 1 and to 2; those to 2 cross 1.
Flows three_states()
{
    Flows flows;
    flows.origin = {StateId{0}, StateId{0}};
    flows.destination = {StateId{1}, StateId{2}};
    flows.persons = Vector{{100.0, 400.0}};
    flows.stock = Vector{{1000.0, 6000.0}};
    flows.routes = {.corridor = {1}, .via = {StateId{1}}, .halt = {0}, .share = Vector::Ones(1)};
    flows.begin();
    return flows;
}

Matrix given_profile()
{
    return (Matrix(4, 3) << 0.8, 0.1, 0.1, 0.6, 0.3, 0.1, 0.1, 0.1, 0.8, 0.5, 0.25, 0.25)
        .finished();
}

}  // namespace

TEST_CASE("roles are made of stocks, of years of flow, and of those who cross")
{
    Matrix const volumes = RoleVolumes{{}, three_states(), given_profile()}.volumes(three_states());
    CHECK(volumes.row(0).isApprox(Eigen::RowVector3d{12000.0, 0.0, 0.0}));
    CHECK(volumes.row(1).isApprox(Eigen::RowVector3d{0.0, 200.0, 2000.0}));
    CHECK(volumes.row(2).isApprox(Eigen::RowVector3d{0.0, 0.0, 10000.0}));
    CHECK(volumes.row(3).isZero(0.0));
}

TEST_CASE("profiles stay while nothing changes, and of states that nobody moves through")
{
    Flows flows = three_states();
    RoleVolumes const roles{{}, flows, given_profile()};
    CHECK(roles.profiles(flows).isApprox(given_profile(), 1e-15));
    flows.now *= 2.0;
    CHECK(roles.profiles(flows).row(3) == given_profile().row(3));
    CHECK(roles.profiles(flows).row(1) != given_profile().row(1));
}

TEST_CASE("who is stranded makes a state one of transit, and once they stay, of receiving")
{
    Flows flows = three_states();
    RoleVolumes const roles{{}, flows, given_profile()};
    flows.stranded(0) = 300.0;
    flows.now(0) += 300.0;
    flows.now(1) = 0.0;
    Matrix const closed = roles.profiles(flows);
    // 0.6, 0.3, 0.1 of 2 200, and 3 000 who halt instead of 200 who cross
    CHECK(closed.row(1).isApprox(Eigen::RowVector3d{1320.0, 3460.0, 220.0} / 5000.0));
    flows.stock(0) += 9000.0;
    Matrix const later = roles.profiles(flows);
    CHECK(later.row(1).isApprox(Eigen::RowVector3d{1320.0, 3460.0, 9220.0} / 14000.0));
    CHECK((later.rowwise().sum().array() - 1.0).abs().maxCoeff() < 1e-12);
    CHECK((later.array() >= 0.0).all());
}

TEST_CASE("a profile that changes for other reasons holds for the volumes of that time")
{
    Flows flows = three_states();
    RoleVolumes roles{{}, flows, given_profile()};
    flows.now *= 3.0;
    roles.anchor(flows, StateId{1}, Vector{{0.2, 0.2, 0.6}});
    CHECK(roles.profiles(flows).row(1).isApprox(Eigen::RowVector3d{0.2, 0.2, 0.6}));
}
