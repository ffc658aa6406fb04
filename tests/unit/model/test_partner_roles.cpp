#include "../world.hpp"
#include "catch.hpp"

using namespace parley;
using namespace parley::testing;

namespace {

StateId constexpr rich{0};
StateId constexpr middle{1};
StateId constexpr poor{2};

/// Of the middle state 300 people live in the rich one, and 100 of the poor one live in it. It is
/// 0.6 sending, 0.2 transit and 0.2 receiving, and the self-images are the squares of profiles.
World three_states()
{
    World world = small_world((Matrix(3, 3) << 0, 0, 1, 0.6, 0.2, 0.2, 1, 0, 0).finished(),
                              (Matrix(3, 1) << 0.1, 0.2, 0.9).finished(),
                              (Matrix(3, 1) << 0.5, 1.0, 1.0).finished());
    world.issues.externality = Vector::Zero(1);
    world.issues.role_expected = world.issues.role_ideal;
    world.issues.dependence = {Dependence::corridors};
    world.issues.dyadic = {1};
    world.states.self_image = sharpened(world.states.profile, 2.0);
    world.flows.origin = {middle, poor};
    world.flows.destination = {rich, middle};
    world.flows.persons = Vector::Zero(2);
    world.flows.stock = Vector{{300.0, 100.0}};
    world.flows.begin();
    world.interdependence = Interdependence{Ties{world.flows, 3, 10.0}};
    IssueId const issue{0};
    world.regime = Regime{Matrix::Constant(3, 1, 0.5), {&issue, 1}};
    return world;
}

PartnerRoles by_half(World const& world, bool follow = false)
{
    return {{.share = 0.5, .flow_weight = 10.0, .sharpness = 2.0, .follow = follow},
            world.flows,
            world.states.count()};
}

}  // namespace

TEST_CASE("a state in the middle sends to a rich partner and receives from a poor one, by hand")
{
    World world = three_states();
    world.partner_roles = by_half(world);
    world.renew_interests();
    // towards the rich one it is (0.8, 0.2, 0), towards the poor one (0, 0.2, 0.8), each by half
    CHECK(world.partner_roles.actual(middle).isApprox(Matrix{{0.7, 0.2, 0.1}, {0.3, 0.2, 0.5}},
                                                      1e-14));
    // ideal (0.7 0.5 0.1 + 0.2 0.2 + 0.1 0.9) / (0.35 + 0.2 + 0.1) = 0.165 / 0.65
    Wants const of_rich = World::wants(world.actual, middle, rich, IssueId{0});
    CHECK(of_rich.salience == Approx(0.65));
    CHECK(of_rich.ideal == Approx(0.165 / 0.65));
    // ideal (0.3 0.5 0.1 + 0.2 0.2 + 0.5 0.9) / (0.15 + 0.2 + 0.5) = 0.505 / 0.85
    Wants const of_poor = World::wants(world.actual, middle, poor, IssueId{0});
    CHECK(of_poor.salience == Approx(0.85));
    CHECK(of_poor.ideal == Approx(0.505 / 0.85));
    // towards all (0.3 0.1 + 0.2 0.2 + 0.2 0.9) / (0.3 + 0.2 + 0.2)
    CHECK(world.actual.ideal(1, 0) == Approx(0.25 / 0.7));
    // at 0.5 the roles lose 0.16, 0.09 and 0.16: 0.7 0.08 + 0.2 0.09 + 0.1 0.16 = 0.09 to the rich
    // partner, which counts three quarters, and 0.024 + 0.018 + 0.08 = 0.122 to the poor one
    CHECK(world.payoffs(world.actual)(1) == Approx(-(0.75 * 0.09 + 0.25 * 0.122)));
    CHECK(world.weight(world.actual)(1, 0) == Approx(0.75 * 0.65 + 0.25 * 0.85));
    auto const is_rich = [](StateId j) { return j == rich ? 1.0 : 0.0; };
    CHECK(world.mean_over_partners(world.actual, middle, IssueId{0}, is_rich) ==
          Approx(0.75 * 0.65 / 0.7));
    // the rich and the poor state are nothing else to it than to all
    CHECK(World::wants(world.actual, rich, middle, IssueId{0}).ideal == Approx(0.9));
    CHECK(World::wants(world.actual, poor, middle, IssueId{0}).ideal == Approx(0.1));
    // nothing lies between these two
    CHECK(World::wants(world.actual, rich, poor, IssueId{0}).ideal == world.actual.ideal(0, 0));
}

TEST_CASE("self-images follow from the roles towards a partner, and given ones mix with them")
{
    World world = three_states();
    world.partner_roles = by_half(world);
    world.renew_interests();
    // the squares of (0.7, 0.2, 0.1), and half of the way back to that by recognition
    Matrix const image = Matrix{{49.0, 4.0, 1.0}} / 54.0;
    CHECK(world.partner_roles.perceived(middle, 0.0).row(0).isApprox(image.row(0), 1e-14));
    CHECK(world.partner_roles.perceived(middle, 0.5)
              .row(0)
              .isApprox(0.5 * (image.row(0) + Matrix{{0.7, 0.2, 0.1}}.row(0)), 1e-14));
    world.states.self_image.row(1) << 0.0, 0.0, 1.0;
    world.states.own_self_image = {0, 1, 0};
    world.renew_interests();
    // half of (0, 0, 1) and half of the squares of (0.8, 0.2, 0), (16, 1, 0) / 17
    CHECK(world.partner_roles.perceived(middle, 0.0)
              .row(0)
              .isApprox(Matrix{{8.0 / 17.0, 0.5 / 17.0, 0.5}}.row(0), 1e-14));
    world.states.recognition(1) = 0.0;
    world.renew_perceived(std::vector{middle});
    double const salience = (8.0 * 0.5 + 0.5) / 17.0 + 0.5;
    CHECK(World::wants(world.perceived, middle, rich, IssueId{0}).salience == Approx(salience));
    CHECK(World::wants(world.actual, middle, rich, IssueId{0}).salience == Approx(0.65));
}

TEST_CASE("roles towards partners follow stocks and flows where profiles do, and else stay")
{
    for (bool const follow : {false, true}) {
        World world = three_states();
        world.flows.origin[1] = rich;  // now these 100 come from the rich state
        world.flows.now = Vector{{0.0, 10.0}};
        world.flows.stranded = Vector{{0.0, 5.0}};  // of them
        world.partner_roles = by_half(world, follow);
        world.flows.stock = Vector{{300.0, 250.0}};
        world.renew_interests();
        // 300 live there and 250 here, with ten years of 5; at the start 100 here
        double const sends = follow ? 0.5 : 300.0 / 450.0;
        CHECK(world.partner_roles.actual(middle)(0, 0) == Approx(0.3 + 0.4 * sends));
    }
}

TEST_CASE("where no role is by partner all interests keep their bits")
{
    World world = three_states();
    world.renew_interests();
    Vector const plain = world.payoffs(world.perceived);
    world.partner_roles = PartnerRoles{{.share = 0.0}, world.flows, 3};
    CHECK_FALSE(world.partner_roles.any());
    world.renew_interests();
    CHECK(world.payoffs(world.perceived) == plain);
    CHECK_FALSE(world.perceived.of_partners.any());
    CHECK_THROWS_AS((PartnerRoles{{.share = 1.1}, world.flows, 3}), std::invalid_argument);
    CHECK_THROWS_AS((PartnerRoles{{.sharpness = 0.5}, world.flows, 3}), std::invalid_argument);
    CHECK_THROWS_AS((PartnerRoles{{.flow_weight = 0.0}, world.flows, 3}), std::invalid_argument);
}
