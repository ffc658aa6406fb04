#include "../world.hpp"
#include "catch.hpp"
#include "support/random_stream.hpp"

using namespace parley;
using namespace parley::testing;

namespace {

Matrix random_matrix(RandomStream& random, Eigen::Index rows, Eigen::Index columns)
{
    return Matrix::NullaryExpr(rows, columns, [&] { return random.uniform(); });
}

/// Five states, three issues, the first without externality; ties at random.
World random_world(std::uint64_t draw)
{
    RandomStream random{1, "externality", {draw, 0, 0}};
    World world = small_world(role_weights(random_matrix(random, 5, 3)),
                              random_matrix(random, 3, 3), random_matrix(random, 3, 3));
    world.issues.externality = (Vector(3) << 0.0, random.uniform(), random.uniform()).finished();
    world.issues.role_expected = random_matrix(random, 3, 3);
    world.issues.dependence = {Dependence::corridors, Dependence::corridors, Dependence::uniform};
    for (int c = 0; c < 6; ++c) {
        world.flows.origin.emplace_back(static_cast<int>(5.0 * random.uniform()));
        world.flows.destination.emplace_back(static_cast<int>(5.0 * random.uniform()));
    }
    world.flows.persons = random_matrix(random, 6, 1);
    world.interdependence = Interdependence{Ties{world.flows, 5, 10.0}};
    world.states.exposure = random_matrix(random, 5, 1);
    world.regime = Regime{random_matrix(random, 5, 3)};
    world.renew_interests();
    return world;
}

}  // namespace

TEST_CASE("payoffs with an externality are the sum over roles and states, in random worlds")
{
    for (std::uint64_t draw = 0; draw < 100; ++draw) {
        World const world = random_world(draw);
        Vector const payoff = world.payoffs(world.actual);
        Matrix const& z = world.regime.policy();
        Issues const& issues = world.issues;
        for (Eigen::Index i = 0; i < 5; ++i) {
            double direct = 0.0;
            for (Eigen::Index k = 0; k < 3; ++k) {
                double const share = issues.externality(k);
                auto const dependence = issues.dependence[IssueId{k}.slot()];
                for (Eigen::Index r = 0; r < 3; ++r) {
                    double loss = (1.0 - share) * std::pow(z(i, k) - issues.role_ideal(r, k), 2);
                    for (Eigen::Index j = 0; j < 5; ++j) {
                        loss += share * world.interdependence(StateId{i}, StateId{j}, dependence) *
                                std::pow(z(j, k) - issues.role_expected(r, k), 2);
                    }
                    direct -= world.states.exposure(i) * world.states.profile(i, r) *
                              issues.role_salience(r, k) * loss;
                }
            }
            CHECK(payoff(i) == Approx(direct).epsilon(1e-12));
        }
    }
}

TEST_CASE("an externality of 0 gives the bits of none")
{
    World world = random_world(7);
    world.issues.externality.setZero();
    world.renew_interests();
    Vector const with = world.payoffs(world.actual);
    world.issues.externality.resize(0);
    world.renew_interests();
    CHECK(with == world.payoffs(world.actual));
    CHECK(with == payoffs(world.actual, world.regime.policy()));
}

TEST_CASE("what is expected of others is what a state wants itself, unless its roles say otherwise")
{
    World world = random_world(3);
    world.issues.role_expected = world.issues.role_ideal;
    world.issues.role_expected(2, 1) = 1.0 - world.issues.role_ideal(2, 1);
    world.politics.variation.setConstant(0.05);
    world.politics.ideal.setConstant(0.9);
    world.politics.ideal_weight.setConstant(0.5);
    world.renew_interests();
    CHECK(world.actual.expected.col(2) == world.actual.ideal.col(2));
    CHECK(world.actual.tension_of_expected.col(2) == world.actual.tension.col(2));
    // by hand: the roles' mean, varied and not overridden
    double weight = 0.0;
    double mean = 0.0;
    for (Eigen::Index r = 0; r < 3; ++r) {
        double const b = world.states.profile(0, r) * world.issues.role_salience(r, 1);
        weight += b;
        mean += b * world.issues.role_expected(r, 1);
    }
    CHECK(world.actual.expected(0, 1) == Approx(mean / weight + 0.05));
}

TEST_CASE("what states do alone is a share of the way to what they perceive as their ideal")
{
    World world =
        small_world((Matrix(2, 3) << 1, 0, 0, 0, 0, 1).finished(),
                    (Matrix(3, 2) << 0.9, 0.9, 0.5, 0.5, 0.1, 0.1).finished(), Matrix::Ones(3, 2));
    world.states.self_image.row(1) << 1.0, 0.0, 0.0;  // a receiver that believes to send
    world.states.recognition(1) = 0.0;
    world.renew_interests();
    world.renew_alone();
    CHECK(world.regime.alone() == world.regime.status_quo());
    world.issues.unilateral = (Vector(2) << 0.0, 0.25).finished();
    world.renew_alone();
    CHECK(world.regime.alone().col(0).isApproxToConstant(0.5));
    CHECK(world.regime.alone().col(1).isApproxToConstant(0.6));  // 0.5 + 0.25 (0.9 - 0.5), both
    CHECK(world.without_agreement(IssueId{0}).isApproxToConstant(0.5));
    world.regime.add({.forum = ForumId{0},
                      .issues = {IssueId{1}},
                      .terms = Vector::Constant(1, 0.0),
                      .signatories = {StateId{0}}});
    Vector const held = world.without_agreement(IssueId{1});
    CHECK(held(0) == 0.5);  // bound, though its policy has not moved
    CHECK(held(1) == Approx(0.6));
}
