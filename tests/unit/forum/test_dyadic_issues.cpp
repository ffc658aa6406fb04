#include "../world.hpp"
#include "catch.hpp"
#include "forum/compliance.hpp"
#include "forum/ratification.hpp"
#include "forum/table_setting.hpp"

using namespace parley;
using namespace parley::testing;

namespace {

Matrix random_matrix(RandomStream& random, Eigen::Index rows, Eigen::Index columns)
{
    return Matrix::NullaryExpr(rows, columns, [&] { return random.uniform(); });
}

Agreement signed_by(int forum, std::vector<StateId> parties, std::vector<IssueId> issues,
                    Vector terms)
{
    return {.forum = ForumId{forum},
            .issues = std::move(issues),
            .terms = std::move(terms),
            .signatories = std::move(parties),
            .bindingness = 1.0};
}

/// Six states that see themselves as they are not, three issues: dyadic, dyadic with an externality
/// among all alike, and general. Two pairs have agreed on the first already, and all but the last
/// state on the second.
World random_world(std::uint64_t draw)
{
    RandomStream random{1, "dyadic issues", {draw, 0, 0}};
    World world = small_world(role_weights(random_matrix(random, 6, 3)),
                              random_matrix(random, 3, 3), random_matrix(random, 3, 3));
    world.issues.externality = (Vector(3) << 0.0, random.uniform(), 0.0).finished();
    world.issues.role_expected = random_matrix(random, 3, 3);
    world.issues.dependence = {Dependence::corridors, Dependence::uniform, Dependence::corridors};
    world.issues.dyadic = {1, 1, 0};
    for (int c = 0; c < 8; ++c) {
        world.flows.origin.emplace_back(static_cast<int>(6.0 * random.uniform()));
        world.flows.destination.emplace_back(static_cast<int>(6.0 * random.uniform()));
    }
    world.flows.persons = random_matrix(random, 8, 1);
    world.interdependence = Interdependence{Ties{world.flows, 6, 10.0}};
    world.states.self_image = role_weights(random_matrix(random, 6, 3));
    world.states.recognition.setConstant(0.5);
    std::vector const dyadic{IssueId{0}, IssueId{1}};
    world.regime = Regime{random_matrix(random, 6, 3), dyadic};
    world.renew_interests();
    auto const one = [&] { return Vector::Constant(1, random.uniform()); };
    world.regime.add(signed_by(1, {StateId{1}, StateId{2}}, {IssueId{0}}, one()));
    world.regime.add(signed_by(2, {StateId{2}, StateId{3}}, {IssueId{0}}, one()));
    world.regime.add(signed_by(3, {StateId{0}, StateId{1}, StateId{2}, StateId{3}, StateId{4}},
                               {IssueId{1}}, one()));
    world.regime.implement(1.0);
    return world;
}

/// The same, with roles of their own towards each partner; not all ties are between two alone.
World random_world_of_partners(std::uint64_t draw)
{
    World world = random_world(draw);
    world.partner_roles = PartnerRoles{{.share = 0.7, .sharpness = 2.0}, world.flows, 6};
    world.states.own_self_image = {1, 1, 1, 0, 0, 0};
    world.renew_interests();
    return world;
}

Table table_of(World const& world, Forum const& forum, std::span<IssueId const> issues)
{
    return set_table(world, Sitting{forum, ForumId{0}}, Seating{forum.members, issues, ForumId{0}},
                     no_red_lines(world), Declaration{{.posturing = 0.0, .hiding = 0.0}});
}

/// One sends, three receive: A and B have 3 persons between them, A and C one, D none with anybody.
World four_states()
{
    World world = small_world((Matrix(4, 3) << 1, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 1).finished(),
                              (Matrix(3, 1) << 0.4, 0.5, 1.0).finished(), Matrix::Ones(3, 1));
    world.issues.externality = Vector::Zero(1);
    world.issues.role_expected = world.issues.role_ideal;
    world.issues.dependence = {Dependence::corridors};
    world.issues.dyadic = {1};
    world.flows.origin = {StateId{0}, StateId{0}};
    world.flows.destination = {StateId{1}, StateId{2}};
    world.flows.persons = (Vector(2) << 3.0, 1.0).finished();
    world.interdependence = Interdependence{Ties{world.flows, 4, 1.0}};
    IssueId const issue{0};
    world.regime = Regime{Matrix::Zero(4, 1), {&issue, 1}};
    world.renew_interests();
    return world;
}

Meeting meeting_of(World const& world)
{
    return Meeting{{.declaration = {.posturing = 0.0, .hiding = 0.0},
                    .discussion = {},
                    .red_line = no_red_lines(world)}};
}

}  // namespace

TEST_CASE("payoffs on dyadic issues are the sum over roles and partners, in random worlds")
{
    for (std::uint64_t draw = 0; draw < 50; ++draw) {
        World const world = random_world(draw);
        Vector const payoff = world.payoffs(world.actual);
        Issues const& issues = world.issues;
        for (Eigen::Index i = 0; i < 6; ++i) {
            double direct = 0.0;
            for (Eigen::Index k = 0; k < 3; ++k) {
                for (Eigen::Index r = 0; r < 3; ++r) {
                    double loss =
                        std::pow(world.regime.policy()(i, k) - issues.role_ideal(r, k), 2);
                    if (k < 2) {
                        auto const z = [&](Eigen::Index from, Eigen::Index to) {
                            return world.regime.dyads(IssueId{k})
                                .policy(StateId{from}, StateId{to});
                        };
                        loss = 0.0;
                        for (Eigen::Index j = 0; j < 6; ++j) {
                            loss += world.interdependence(StateId{i}, StateId{j},
                                                          issues.dependence[IssueId{k}.slot()]) *
                                    ((1.0 - issues.externality(k)) *
                                         std::pow(z(i, j) - issues.role_ideal(r, k), 2) +
                                     issues.externality(k) *
                                         std::pow(z(j, i) - issues.role_expected(r, k), 2));
                        }
                    }
                    direct -= world.states.profile(i, r) * issues.role_salience(r, k) * loss;
                }
            }
            CHECK(payoff(i) == Approx(direct).epsilon(1e-12));
        }
    }
}

TEST_CASE("a table with dyadic issues gives the payoffs of the world that it would make")
{
    bool const by_partner = GENERATE(false, true);
    for (std::uint64_t draw = 0; draw < 50; ++draw) {
        World const world = by_partner ? random_world_of_partners(draw) : random_world(draw);
        Forum forum = small_forum(world, all_sign(0.7));
        forum.members = {StateId{1}, StateId{2}, StateId{4}, StateId{5}};
        std::vector const issues{IssueId{0}, IssueId{1}, IssueId{2}};
        Table const table = table_of(world, forum, issues);
        CHECK_NOTHROW(table.check());
        Vector const before = world.payoffs(world.perceived);
        std::vector<char> const everybody{1, 1, 1, 1};
        Vector const terms = (Vector(3) << 0.1, 0.4, 0.9).finished();
        for (auto const& signs : {everybody, std::vector<char>{1, 0, 1, 1}}) {
            World after = world;
            std::vector<StateId> parties;
            for (std::size_t n = 0; n < 4; ++n) {
                if (signs[n] != 0) {
                    parties.push_back(forum.members[n]);
                }
            }
            // the first pair keeps its agreement, of fewer parties than these; that of the five
            // gives way
            after.regime.add(signed_by(0, parties, issues, terms));
            after.regime.implement(1.0);
            Vector const payoff = after.payoffs(after.perceived);
            Table const seated = table.with_only(signs);
            Eigen::Index row = 0;
            for (Eigen::Index n = 0; n < 4; ++n) {
                Eigen::Index const i = forum.members[StateId{n}.slot()].index();
                CHECK(table.reservation(n) == Approx(before(i)).epsilon(1e-12));
                CHECK(table.payoff_when(n, signs, terms) == Approx(payoff(i)).epsilon(1e-12));
                if (signs[StateId{n}.slot()] != 0) {
                    CHECK(seated.payoff(row++, terms) == Approx(payoff(i)).epsilon(1e-12));
                }
            }
        }
    }
}

TEST_CASE(
    "a pair agrees on what it does towards each other, and weighs it by what lies between them")
{
    World world = four_states();
    Forum pair = small_forum(world, find_protocol("nash_bargaining")->make({}));
    pair.members = {StateId{0}, StateId{1}};
    pair.bindingness = 1.0;
    Table const table = table_of(world, pair, pair.agenda);
    CHECK(table.salience(0, 0) == Approx(0.75));  // of three in four
    CHECK(table.salience(1, 0) == Approx(1.0));
    RandomStream random{1, "pair", {0, 0, 0}};
    auto const sessions = meeting_of(world)(world, Sitting{pair, ForumId{0}, 0}, random);
    REQUIRE(sessions[0].agreed());
    double const x = sessions[0].outcome.terms(0);
    // gains in proportion to 0.8 x - x^2 and 2 x - x^2; their product is greatest where its
    // derivative is 0
    CHECK((0.8 - 2 * x) * (2 - x) + (0.8 - x) * (2 - 2 * x) == Approx(0.0).margin(1e-7));
    world.regime.implement(1.0);
    CHECK(world.regime.dyads(IssueId{0}).policy(StateId{0}, StateId{1}) == Approx(x));
    CHECK(world.regime.dyads(IssueId{0}).policy(StateId{0}, StateId{2}) == 0.0);
    CHECK(world.policies()(0, 0) == Approx(0.75 * x));
    CHECK(open_issues(Sitting{pair, ForumId{0}}, world).empty());
}

TEST_CASE(
    "where all is settled between pairs nothing is left to a wider forum, and who has nobody stays "
    "away")
{
    World world = four_states();
    Forum all = small_forum(world, find_protocol("nash_bargaining")->make({}));
    all.bindingness = 1.0;
    IssueId const issue{0};
    CHECK(Seating{all.members, {&issue, 1}, ForumId{0}}.concerned(world) ==
          std::vector{StateId{0}, StateId{1}, StateId{2}});
    world.regime.add(signed_by(1, {StateId{0}, StateId{1}}, {issue}, Vector::Constant(1, 0.4)));
    world.regime.implement(1.0);
    RandomStream random{1, "all", {0, 0, 0}};
    auto const sessions = meeting_of(world)(world, Sitting{all, ForumId{0}, 0}, random);
    REQUIRE(sessions.size() == 1);
    CHECK(sessions[0].members == std::vector{StateId{0}, StateId{2}});
    REQUIRE(sessions[0].agreed());
    world.regime.implement(1.0);
    Dyads const& dyads = world.regime.dyads(issue);
    CHECK(dyads.policy(StateId{0}, StateId{1}) == Approx(0.4));
    CHECK(dyads.policy(StateId{0}, StateId{2}) == Approx(sessions[0].outcome.terms(0)));
    CHECK(open_issues(Sitting{all, ForumId{0}}, world).empty());
    CHECK(meeting_of(world)(world, Sitting{all, ForumId{0}, 1}, random).empty());
}

TEST_CASE("a pair whose states sign different agreements of a forum has its issue open there again")
{
    World world = four_states();
    Forum const all = small_forum(world, all_sign(0.5));
    IssueId const issue{0};
    auto const sign = [&](std::vector<StateId> parties, int tick) {
        Agreement agreement = signed_by(0, std::move(parties), {issue}, Vector::Constant(1, 0.5));
        agreement.tick = tick;
        world.regime.add(agreement);
    };
    sign({StateId{0}, StateId{1}, StateId{2}}, 0);
    CHECK(open_issues(Sitting{all, ForumId{0}}, world).empty());
    sign({StateId{0}, StateId{2}}, 1);
    CHECK(open_issues(Sitting{all, ForumId{0}}, world) == std::vector{issue});
    sign({StateId{0}, StateId{1}}, 2);
    sign({StateId{0}, StateId{1}, StateId{2}}, 3);
    CHECK(open_issues(Sitting{all, ForumId{0}}, world).empty());
}

TEST_CASE("who leaves a dyadic agreement loses what its partners do towards it")
{
    // As free-riders would: nothing of itself, everything of the partner. Bound to 0.6 towards each
    // other.
    for (double const share : {0.2, 0.8}) {
        World world = four_states();
        world.issues.role_ideal.setZero();
        world.issues.role_expected.setOnes();
        world.issues.externality.setConstant(share);
        world.renew_interests();
        world.regime.add(
            signed_by(0, {StateId{0}, StateId{1}}, {IssueId{0}}, Vector::Constant(1, 0.6)));
        // the own burden of 0.36 ends, and the partner's effort: a loss of 0.16 becomes 1
        CHECK(gain_from_leaving(world, StateId{0}, ForumId{0}) ==
              Approx((1 - share) * 0.36 - share * 0.84));
        Forum forum = small_forum(world, all_sign(0.6));
        forum.sanction = 0.0;
        CHECK(leave_if_worth_it(world, forum, ForumId{0}, StateId{0}).has_value() ==
              (share == 0.2));
        bool const holds =
            world.regime.dyads(IssueId{0}).between(StateId{1}, StateId{0}) != nullptr;
        CHECK(holds == (share == 0.8));
    }
}

TEST_CASE("roles towards each partner, summed up over roles and partners, are what a state has")
{
    for (std::uint64_t draw = 0; draw < 50; ++draw) {
        World const world = random_world_of_partners(draw);
        Issues const& issues = world.issues;
        Vector const payoff = world.payoffs(world.actual);
        Partners const& partners = *world.partner_roles.partners();
        for (Eigen::Index i = 0; i < 6; ++i) {
            Matrix const towards = world.partner_roles.actual(StateId{i});
            double direct = 0.0;
            for (Eigen::Index k = 0; k < 3; ++k) {
                auto const z = [&](Eigen::Index from, Eigen::Index to) {
                    return issues.is_dyadic(k)
                               ? world.regime.dyads(IssueId{k}).policy(StateId{from}, StateId{to})
                               : world.regime.policy()(from, k);
                };
                for (Eigen::Index j = 0; j < 6; ++j) {
                    double const itself = i == j ? 1.0 : 0.0;
                    double const weight =
                        issues.is_dyadic(k)
                            ? world.interdependence(StateId{i}, StateId{j},
                                                    issues.dependence[IssueId{k}.slot()])
                            : itself;
                    auto const place = partners.place(StateId{i}, StateId{j});
                    auto const row = static_cast<Eigen::Index>(
                        place.value_or(0) - (place ? partners.first(StateId{i}) : 0));
                    for (Eigen::Index r = 0; r < 3; ++r) {
                        double const role = issues.is_dyadic(k) && place
                                                ? towards(row, r)
                                                : world.states.profile(i, r);
                        double const eps = issues.externality(k);
                        direct -= weight * role * issues.role_salience(r, k) *
                                  ((1.0 - eps) * std::pow(z(i, j) - issues.role_ideal(r, k), 2) +
                                   eps * std::pow(z(j, i) - issues.role_expected(r, k), 2));
                    }
                }
            }
            CHECK(payoff(i) == Approx(direct).epsilon(1e-12));
        }
    }
}

TEST_CASE("a state leaves by what it wants of the partners whom it would lose")
{
    // A: of its own two roles it sends to B, where 3 of its people live, and receives from C
    World world = four_states();
    world.states.profile.row(0) << 0.5, 0.0, 0.5;
    world.states.self_image = world.states.profile;
    world.flows.origin = {StateId{0}, StateId{2}};
    world.flows.destination = {StateId{1}, StateId{0}};
    world.partner_roles = PartnerRoles{{.share = 1.0, .flow_weight = 1.0}, world.flows, 4};
    world.renew_interests();
    std::vector const all{StateId{0}, StateId{1}, StateId{2}};
    world.regime.add(signed_by(0, all, {IssueId{0}}, Vector::Constant(1, 0.9)));
    // towards B it wants 0.4 and loses by 0.9, (0.25 - 0.16) of three quarters, towards C it wants
    // 1 and gains, (0.01 - 1) of a quarter
    CHECK(gain_from_leaving(world, StateId{0}, ForumId{0}) ==
          Approx(0.75 * (0.25 - 0.16) + 0.25 * (0.01 - 1.0)));
    CHECK(gain_from_leaving(world, StateId{1}, ForumId{0}) == Approx(0.01 - 1.0));
}

TEST_CASE("parliaments judge a dyadic agreement by the partners whom it binds")
{
    World const world = four_states();
    Agreement const agreement =
        signed_by(0, {StateId{0}, StateId{1}}, {IssueId{0}}, Vector::Constant(1, 0.5));
    Vector const gain = gain_at_home(world, agreement);
    CHECK(gain(0) == Approx(0.75 * (0.16 - 0.01)));
    CHECK(gain(1) == Approx(1.0 - 0.25));
}

TEST_CASE(
    "a dyadic issue without an externality where all depend on all alike settles as a general one")
{
    // every partner counts alike, and policies towards all of them are the same
    World general = four_states();
    general.issues.dependence = {Dependence::uniform};
    World dyadic = general;
    general.issues.dyadic = {0};
    general.regime = Regime{Matrix::Zero(4, 1)};
    for (World* world : {&general, &dyadic}) {
        Forum all = small_forum(*world, find_protocol("nash_bargaining")->make({}));
        all.bindingness = 1.0;
        RandomStream random{1, "all", {0, 0, 0}};
        REQUIRE(meeting_of(*world)(*world, Sitting{all, ForumId{0}}, random)[0].agreed());
        world->regime.implement(1.0);
    }
    CHECK(general.regime.policy().isApprox(dyadic.policies(), 1e-12));
    CHECK(general.payoffs(general.actual).isApprox(dyadic.payoffs(dyadic.actual), 1e-12));
}

TEST_CASE("a state without ties feels at a table what all others do towards it, though they do not")
{
    World world = four_states();
    world.issues.externality = Vector::Constant(1, 0.5);
    IssueId const issue{0};
    world.regime = Regime{Matrix{{0.1}, {0.2}, {0.3}, {0.4}}, {&issue, 1}};
    world.renew_interests();
    Forum const all = small_forum(world, all_sign(0.6));
    Table const table = table_of(world, all, all.agenda);
    // the last: half of its own 0.4 and half of the others' 0.1, 0.2 and 0.3, all against 1
    double const felt = (0.81 + 0.64 + 0.49) / 3.0;
    CHECK(table.reservation(3) == Approx(-(0.5 * 0.36 + 0.5 * felt)));
    CHECK(table.reservation.isApprox(world.payoffs(world.perceived)));
}
