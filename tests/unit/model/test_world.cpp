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
    CHECK(world.without_agreement(StateId{0}, IssueId{0}) == 0.5);
    world.regime.add({.forum = ForumId{0},
                      .issues = {IssueId{1}},
                      .terms = Vector::Constant(1, 0.0),
                      .signatories = {StateId{0}}});
    CHECK(world.without_agreement(StateId{0}, IssueId{1}) ==
          0.5);  // bound: its policy has not moved
    CHECK(world.without_agreement(StateId{1}, IssueId{1}) == Approx(0.6));
}

TEST_CASE("what a state does alone is the mean over what its roles may, as it perceives them")
{
    World world = small_world((Matrix(3, 3) << 0.5, 0, 0.5, 1, 0, 0, 0, 1, 0).finished(),
                              (Matrix(3, 1) << 0.9, 0.5, 0.3).finished(),
                              (Matrix(3, 1) << 1.0, 0.0, 0.5).finished());
    world.states.self_image.row(1) << 0.0, 0.0, 1.0;  // a sender that believes to receive
    world.states.recognition(1) = 0.0;
    world.renew_interests();
    world.issues.unilateral = Vector::Constant(1, 0.8);
    world.issues.role_unilateral = (Matrix(3, 1) << 0.0, 0.1, 0.8).finished();
    world.renew_alone();
    // A weighs its roles by 0.5 x 1 and 0.5 x 0.5, so that it wants (0.45 + 0.075) / 0.75 = 0.7 and
    // goes (0 + 0.2) / 0.75 = 4/15 of 0.2; B goes 0.8 of the way from 0.5 to 0.3; to C's only role
    // nothing matters, so that it stands between all, at 17/30, and goes 0.3 of the way
    CHECK(world.regime.alone()(0, 0) == Approx(0.5 + 4.0 / 15.0 * 0.2));
    CHECK(world.regime.alone()(1, 0) == Approx(0.34));
    CHECK(world.regime.alone()(2, 0) == Approx(0.5 + 0.3 * 2.0 / 30.0));
    CHECK(world.without_agreement(StateId{1}, IssueId{0}) == Approx(0.34));
    Matrix const alike = Matrix::Constant(3, 1, 0.3);
    world.issues.role_unilateral = alike;
    world.renew_alone();
    Matrix const by_role = world.regime.alone();
    world.issues.role_unilateral.resize(0, 0);
    world.issues.unilateral = Vector::Constant(1, 0.3);
    world.renew_alone();
    CHECK(by_role == world.regime.alone());
}

namespace {

/// A receives, B and C send; 300 people tie A to B, 100 tie it to C. One dyadic issue: what a
/// receiver wants to do, 0.2, is less than what it expects of others, 0.8.
World dyadic_world()
{
    World world = small_world((Matrix(3, 3) << 0, 0, 1, 1, 0, 0, 1, 0, 0).finished(),
                              (Matrix(3, 1) << 0.9, 0.5, 0.2).finished(), Matrix::Ones(3, 1));
    world.issues.externality = Vector::Constant(1, 0.4);
    world.issues.role_expected = (Matrix(3, 1) << 0.9, 0.5, 0.8).finished();
    world.issues.dyadic = {1};
    world.issues.dependence = {Dependence::corridors};
    world.flows.origin = {StateId{1}, StateId{2}};
    world.flows.destination = {StateId{0}, StateId{0}};
    world.flows.persons = Vector::Zero(2);
    world.flows.stock = Vector{{300.0, 100.0}};
    world.interdependence = Interdependence{Ties{world.flows, 3, 10.0}};
    IssueId const issue{0};
    world.regime = Regime{Matrix::Constant(3, 1, 0.5), {&issue, 1}};
    world.renew_interests();
    return world;
}

StateId constexpr a{0};
StateId constexpr b{1};
StateId constexpr c{2};
IssueId constexpr readmission{0};

/// A and B agree on 0.8 towards each other, and do so at once.
void agree(World& world)
{
    world.regime.add({.forum = ForumId{0},
                      .issues = {readmission},
                      .terms = Vector::Constant(1, 0.8),
                      .signatories = {a, b}});
    world.regime.implement(1.0);
}

}  // namespace

TEST_CASE("on a dyadic issue a state has its payoff partner by partner, by hand")
{
    World world = dyadic_world();
    // A: 0.6 (0.5 - 0.2)^2 + 0.4 (0.5 - 0.8)^2 with either; B and C: (0.5 - 0.9)^2 with A alone
    CHECK(world.payoffs(world.actual).isApprox(Vector{{-0.09, -0.16, -0.16}}));
    agree(world);
    // A: three quarters of 0.6 (0.8 - 0.2)^2 + 0.4 (0.8 - 0.8)^2 = 0.216, and a quarter of 0.09
    CHECK(world.payoffs(world.actual).isApprox(Vector{{-0.1845, -0.01, -0.16}}));
}

TEST_CASE("what no policy can please a state of two minds costs it on a dyadic issue, too")
{
    World world = dyadic_world();
    world.states.profile.row(0) << 0.5, 0.0, 0.5;
    world.renew_interests();
    // ideal (0.9 + 0.2) / 2 = 0.55 with variance 0.35^2, expected 0.85 with variance 0.05^2
    double const own = 0.05 * 0.05 + 0.35 * 0.35;
    double const felt = 0.35 * 0.35 + 0.05 * 0.05;
    CHECK(world.payoffs(world.actual)(0) == Approx(-(0.6 * own + 0.4 * felt)));
}

TEST_CASE("the policy of a state on a dyadic issue is its mean over partners by interdependence")
{
    World world = dyadic_world();
    agree(world);
    CHECK(world.policies().isApprox(Vector{{0.75 * 0.8 + 0.25 * 0.5, 0.8, 0.5}}));
    CHECK(world.regime.policy().isApproxToConstant(0.5));  // towards those with whom nothing holds
}

TEST_CASE("towards partners with whom nothing holds a state does what it would alone")
{
    World world = dyadic_world();
    world.issues.unilateral = Vector::Constant(1, 0.5);
    world.renew_alone();
    agree(world);
    CHECK(world.regime.alone()(0, 0) == Approx(0.35));  // 0.5 + 0.5 (0.2 - 0.5)
    CHECK(world.without_agreement(a, c, readmission).own == Approx(0.35));
    CHECK(world.without_agreement(a, c, readmission).felt == Approx(0.7));
    CHECK(world.without_agreement(a, b, readmission).own == Approx(0.8));
    world.issues.unilateral.setZero();  // on its way there, but it cannot decide alone
    CHECK(world.without_agreement(a, c, readmission).own == Approx(0.35));
    world.regime.implement(0.0);
    world.regime.set_alone(Matrix::Constant(3, 1, 0.1));
    CHECK(world.without_agreement(a, c, readmission).own == Approx(0.35));
}

TEST_CASE("a single state has nobody to feel, nor to have a policy towards")
{
    World world =
        small_world((Matrix(1, 3) << 1, 0, 0).finished(),
                    (Matrix(3, 2) << 0.9, 0.9, 0.5, 0.5, 0.1, 0.1).finished(), Matrix::Ones(3, 2));
    world.issues.externality = Vector{{0.5, 0.0}};
    world.issues.role_expected = world.issues.role_ideal;
    world.issues.dyadic = {0, 1};
    world.issues.dependence = {Dependence::uniform, Dependence::uniform};
    world.interdependence = Interdependence{Ties{world.flows, 1, 10.0}};
    IssueId const issue{1};
    world.regime = Regime{Matrix::Constant(1, 2, 0.5), {&issue, 1}};
    world.renew_interests();
    CHECK(world.payoffs(world.actual)(0) == Approx(-0.5 * 0.16));  // its own half of the first
    CHECK(world.policies() == world.regime.policy());
}

TEST_CASE("states whose recognition has changed see their interests anew, and no others do")
{
    World world = dyadic_world();
    world.states.self_image.rowwise() = (Eigen::RowVector3d{} << 1.0, 0.0, 0.0).finished();
    world.states.recognition.setZero();
    world.renew_perceived(std::vector{a});
    CHECK(world.perceived.ideal(0, 0) == Approx(0.9));  // it believes to send
    world.states.self_image.rowwise() = (Eigen::RowVector3d{} << 0.0, 1.0, 0.0).finished();
    world.renew_perceived(std::vector{b});
    CHECK(world.perceived.ideal(0, 0) == Approx(0.9));
    CHECK(world.perceived.ideal(1, 0) == Approx(0.5));
    CHECK(world.perceived.ideal(2, 0) == Approx(0.9));
    CHECK(world.actual.ideal(0, 0) == Approx(0.2));
}
