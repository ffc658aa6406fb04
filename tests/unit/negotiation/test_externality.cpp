#include "catch.hpp"
#include "negotiation/folded_externality.hpp"
#include "negotiation/protocols/nash_bargaining.hpp"
#include "negotiation/protocols/opt_in.hpp"
#include "negotiation/protocols/single_text.hpp"
#include "support/random_stream.hpp"
#include "tables.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

using namespace parley;

namespace {

Matrix random_matrix(RandomStream& random, Eigen::Index rows, Eigen::Index columns)
{
    return Matrix::NullaryExpr(rows, columns, [&] { return random.uniform(); });
}

/// Members of whom each feels all others alike: shares of 1 / (n - 1).
Matrix alike(Eigen::Index n)
{
    Matrix weight = Matrix::Constant(n, n, 1.0 / static_cast<double>(n - 1));
    weight.diagonal().setZero();
    return weight;
}

/// n members with nothing of their own in force who want nothing of themselves and everything of
/// others.
Table free_riders(Eigen::Index n, double share)
{
    Table table = line(Vector::Zero(n), 0.0);
    table.externality = Externality{.share = Vector::Constant(1, share),
                                    .ideal = Matrix::Zero(n, 1),
                                    .expected = Matrix::Ones(n, 1),
                                    .salience = Matrix::Ones(n, 1),
                                    .weight = {alike(n)},
                                    .fixed = Vector::Zero(n)};
    table.settle_externality();
    table.declared = table.ideal;
    table.reservation = table.payoff_in_force();
    table.check();
    return table;
}

/// Four members, three issues of which the first has no externality; who does not sit weighs on
/// some.
Table random_table(std::uint64_t draw)
{
    RandomStream random{1, "externality", {draw, 0, 0}};
    Table table =
        table_of(random_matrix(random, 4, 3), random_matrix(random, 4, 3), vector({0, 0, 0}));
    table.in_force = random_matrix(random, 4, 3);
    Matrix weight = random_matrix(random, 4, 4);
    weight.diagonal().setZero();
    weight = Matrix{weight.array().colwise() / (weight.rowwise().sum().array() + 0.2)};
    table.externality = Externality{.share = vector({0.0, random.uniform(), random.uniform()}),
                                    .ideal = table.ideal,
                                    .expected = random_matrix(random, 4, 3),
                                    .salience = table.salience,
                                    .weight = {Matrix{}, weight, alike(4)},
                                    .fixed = random_matrix(random, 4, 1)};
    table.settle_externality();
    table.declared = table.ideal;
    table.reservation = table.payoff_in_force();
    table.check();
    return table;
}

/// The same where others feel a member beyond its position.
Table shifted_table(std::uint64_t draw)
{
    Table table = random_table(draw);
    RandomStream random{5, "shift", {draw, 0, 0}};
    table.externality->shift = random_matrix(random, 4, 3).array() - 0.5;
    table.settle_externality();
    table.reservation = table.payoff_in_force();
    return table;
}

/// The same with a policy towards each other on the last issue, and in every fourth draw with
/// something else to want of each.
Table dyadic_table(std::uint64_t draw)
{
    Table table = random_table(draw);
    RandomStream random{4, "towards", {draw, 0, 0}};
    table.externality->towards = {Matrix{}, Matrix{}, random_matrix(random, 4, 4)};
    if (draw % 4 == 1) {
        table.externality->by_partner.resize(3);
        table.externality->by_partner[2] = {.ideal = random_matrix(random, 4, 4),
                                            .expected = random_matrix(random, 4, 4),
                                            .salience = random_matrix(random, 4, 4)};
    }
    table.settle_externality();
    table.declared = table.ideal;
    table.reservation = table.payoff_in_force();
    table.check();
    return table;
}

/// The same, of which hardly anything depends on others.
Table nearly_without(std::uint64_t draw, double share)
{
    Table table = random_table(draw);
    table.externality->share = vector({0.0, share, share});
    table.ideal = table.externality->ideal;
    table.salience = table.externality->salience;
    table.settle_externality();
    table.declared = 0.7 * table.ideal + Matrix::Constant(4, 3, 0.1);
    table.disclosure.setConstant(0.2);
    table.mediation = 1.0;
    table.reservation = table.payoff_in_force();
    return table;
}

/// The payoff written out: positions [n, K] of all members.
double direct(Table const& table, Eigen::Index i, Matrix const& z)
{
    auto const& e = *table.externality;
    double sum = e.fixed[i];
    for (Eigen::Index k = 0; k < 3; ++k) {
        double loss = (1.0 - e.share[k]) * std::pow(z(i, k) - e.ideal(i, k), 2);
        for (Eigen::Index j = 0; k > 0 && j < 4; ++j) {
            double const beyond = e.shift.size() > 0 ? e.shift(j, k) : 0.0;
            loss += e.share[k] * e.weight[static_cast<std::size_t>(k)](i, j) *
                    std::pow(z(j, k) + beyond - e.expected(i, k), 2);
        }
        sum -= e.salience(i, k) * loss;
    }
    return sum;
}

}  // namespace

TEST_CASE("an externality next to nothing changes next to nothing of a mediator's text")
{
    for (std::uint64_t draw = 0; draw < 10; ++draw) {
        auto const terms = [&](double share) {
            RandomStream random{1, "single text", {draw, 0, 0}};
            return SingleText{{}}(nearly_without(draw, share), random, Trace::none).terms;
        };
        Table without = nearly_without(draw, 0.0);
        without.externality.reset();
        RandomStream random{1, "single text", {draw, 0, 0}};
        Vector const plain = SingleText{{}}(without, random, Trace::none).terms;
        CHECK(terms(1e-9).isApprox(plain, 1e-5));
    }
}

TEST_CASE("common terms with an externality have one ideal point and salience, by hand")
{
    // s = 2, eps = 0.5, theta = 0.2, theta' = 1, g = 0.6: A = 0.5 + 0.3 = 0.8, centre (0.1 + 0.3) /
    // 0.8 = 0.5; constant - 2 (0.5 0.09 + 0.3 0.25) = - 0.24
    Externality const externality{.share = vector({0.5}),
                                  .ideal = matrix({{0.2}, {0.0}}),
                                  .expected = matrix({{1.0}, {0.0}}),
                                  .salience = matrix({{2.0}, {1.0}}),
                                  .weight = {matrix({{0.0, 0.6}, {0.0, 0.0}})},
                                  .fixed = vector({0, 0})};
    auto const common = externality.common(0, 0);
    CHECK_THAT(common.ideal, WithinAbs(0.5, 1e-15));
    CHECK_THAT(common.salience, WithinAbs(1.6, 1e-15));
    CHECK_THAT(common.constant, WithinAbs(-0.24, 1e-15));
    CHECK_THAT(externality.payoff(0, 0, vector({0.2, 0.5})),
               WithinAbs(-2 * 0.5 * 0.6 * 0.25, 1e-15));
}

TEST_CASE("what all adopt who want something else of each other is quadratic, too, by hand")
{
    // the first weighs its partners by 0.75 x 2 and 0.25 x 4, and wants 0.75 0.2 + 0.25 0.8 = 0.35
    // of the one and 0.75 0.6 + 0.25 0.4 = 0.55 of the other: (1.5 0.35 + 0.55) / 2.5 = 0.43;
    // constant 1.5 (0.75 0.23^2 + 0.25 0.37^2) + 0.75 0.17^2 + 0.25 0.03^2 = 0.13275
    Matrix const nothing = Matrix::Zero(3, 3);
    Externality externality{.share = vector({0.25}),
                            .ideal = matrix({{0.5}, {0.0}, {0.0}}),
                            .expected = matrix({{0.5}, {0.0}, {0.0}}),
                            .salience = matrix({{1.0}, {1.0}, {1.0}}),
                            .weight = {nothing},
                            .towards = {nothing},
                            .by_partner = {Externality::ByPartner{nothing, nothing, nothing}},
                            .fixed = vector({0, 0, 0})};
    externality.weight[0].row(0) << 0.0, 0.75, 0.25;
    externality.by_partner[0].ideal.row(0) << 0.0, 0.2, 0.6;
    externality.by_partner[0].expected.row(0) << 0.0, 0.8, 0.4;
    externality.by_partner[0].salience.row(0) << 0.0, 2.0, 4.0;
    auto const common = externality.common(0, 0);
    CHECK_THAT(common.ideal, WithinAbs(0.43, 1e-15));
    CHECK_THAT(common.salience, WithinAbs(2.5, 1e-15));
    CHECK_THAT(common.constant, WithinAbs(-0.13275, 1e-15));
    // at 0.5, 0.3 from what it wants of the one and 0.1 from what it wants of the other
    std::vector<char> const all{1, 1, 1};
    Vector const before = vector({0, 0, 0});
    CHECK_THAT(externality.payoff_when(0, 0, all, 0.5, before), WithinAbs(-0.145, 1e-15));
    // with the first partner alone; the other stays at 0, for 0.75 0.36 + 0.25 0.16
    std::vector<char> const two{1, 1, 0};
    auto const divided = externality.divided(0, 0, before, two);
    CHECK_THAT(divided.common.ideal, WithinAbs(0.35, 1e-15));
    CHECK_THAT(divided.outside, WithinAbs(-0.31, 1e-15));
    CHECK_THAT(externality.payoff_when(0, 0, two, 0.5, before),
               WithinAbs(-1.5 * 0.09 - 0.31, 1e-15));
    // to the others nothing is between them
    CHECK(externality.common(1, 0).salience == 0.0);
}

TEST_CASE("who feels nobody at the table and cares for nothing else has no stake")
{
    Externality const externality{.share = vector({1.0}),
                                  .ideal = matrix({{0.2}}),
                                  .expected = matrix({{1.0}}),
                                  .salience = matrix({{2.0}}),
                                  .weight = {matrix({{0.0}})},
                                  .fixed = vector({0})};
    auto const common = externality.common(0, 0);
    CHECK(common.ideal == 0.2);
    CHECK(common.salience == 0.0);
    CHECK(common.constant == 0.0);
}

TEST_CASE("the folded quadratic, treaties of some and outsiders are the sum written out")
{
    for (std::uint64_t draw = 0; draw < 150; ++draw) {
        Table const table = draw < 100 ? random_table(draw) : shifted_table(draw);
        RandomStream random{2, "externality", {draw, 0, 0}};
        Vector const terms = random_matrix(random, 3, 1);
        for (int set = 0; set < 16; ++set) {
            std::vector<char> signs;
            Matrix z = table.in_force;
            for (Eigen::Index i = 0; i < 4; ++i) {
                signs.push_back(static_cast<char>((set >> i) & 1));
                if (signs.back() != 0) {
                    z.row(i) = terms.transpose();
                }
            }
            Table const seated = set > 0 ? table.with_only(signs) : table;
            if (draw < 100) {  // else ideal points may lie beyond the scale
                seated.check();
            }
            Eigen::Index row = 0;
            for (Eigen::Index i = 0; i < 4; ++i) {
                double const expected = direct(table, i, z);
                CHECK_THAT(table.payoff_when(i, signs, terms), WithinAbs(expected, 1e-13));
                if (signs[static_cast<std::size_t>(i)] != 0) {
                    CHECK_THAT(seated.payoff(row++, terms), WithinAbs(expected, 1e-13));
                }
            }
        }
        for (Eigen::Index i = 0; i < 4; ++i) {
            CHECK_THAT(table.reservation[i], WithinAbs(direct(table, i, table.in_force), 1e-13));
            CHECK_THAT(table.payoff(i, terms),
                       WithinAbs(table.payoff_when(i, everybody(table), terms), 1e-13));
        }
    }
}

TEST_CASE("free-riders leave a treaty of the willing exactly while that pays, by closed form")
{
    // m of n sign: A = 1 - e + e g with g = (m - 1) / (n - 1), terms x = e g / A, a signatory gains
    // (e g)^2 / A, an outsider e m / (n - 1) (1 - (1 - x)^2)
    for (double const e : {0.2, 0.5, 0.8, 0.95}) {
        for (Eigen::Index const n : {3, 4, 6}) {
            auto const g = [&](Eigen::Index m) {
                return static_cast<double>(m - 1) / static_cast<double>(n - 1);
            };
            auto const terms = [&](Eigen::Index m) { return e * g(m) / (1 - e + e * g(m)); };
            auto const inside = [&](Eigen::Index m) { return e * g(m) * terms(m); };
            auto const outside = [&](Eigen::Index m) {
                return e * g(m + 1) * (1 - std::pow(1 - terms(m), 2));
            };
            Eigen::Index stable = n;
            while (stable > 2 && outside(stable - 1) > inside(stable)) {
                --stable;
            }
            Table table = free_riders(n, e);
            table.rule = DecisionRule::opt_in(static_cast<int>(n), 2);
            RandomStream random{1, "opt in", {}};
            auto const outcome = OptIn{NashBargaining{}}(table, random, Trace::none);
            REQUIRE(outcome.status == Status::agreed);
            CHECK(std::ranges::count(outcome.signatories, char{1}) == stable);
            CHECK_THAT(outcome.terms[0], WithinAbs(terms(stable), 1e-8));
            for (Eigen::Index i = 0; i < n; ++i) {
                bool const signs = outcome.signatories[static_cast<std::size_t>(i)] != 0;
                double const gain =
                    table.payoff_when(i, outcome.signatories, outcome.terms) - table.reservation[i];
                CHECK_THAT(gain, WithinAbs(signs ? inside(stable) : outside(stable), 1e-8));
            }
        }
    }
}

TEST_CASE("no terms give anybody more than the most that a coalition may mean for it")
{
    for (std::uint64_t draw = 0; draw < 200; ++draw) {
        Table const table = draw % 2 == 0 ? random_table(draw) : dyadic_table(draw);
        RandomStream random{3, "most", {draw, 0, 0}};
        FoldedExternality folded{table};
        for (int set = 0; set < 16; ++set) {
            std::vector<char> signs(4);
            for (std::size_t i = 0; i < 4; ++i) {
                signs[i] = static_cast<char>((set >> i) & 1);
            }
            for (Eigen::Index i = 0; i < 4; ++i) {
                bool const joins = signs[static_cast<std::size_t>(i)] != 0;
                auto before = signs;
                before[static_cast<std::size_t>(i)] = joins ? 0 : 1;
                folded.fold_for(before);
                double const bound =
                    joins ? folded.most_when_joining(i) : folded.most_when_leaving(i);
                double most = -1e9;
                for (int point = 0; point < 50; ++point) {
                    Vector const terms = random_matrix(random, 3, 1);
                    most = std::max(most, table.payoff_when(i, signs, terms));
                }
                CHECK(bound >= most);
                CHECK(bound <= most + 2.0);  // three issues, salience at most 1
            }
        }
    }
}

TEST_CASE(
    "a treaty of the willing with an externality is stable when every change of sides is tried")
{
    for (std::uint64_t draw = 0; draw < 60; ++draw) {
        CAPTURE(draw);
        Table table = draw % 2 == 0 ? random_table(draw) : dyadic_table(draw);
        table.declared = table.ideal;
        table.rule = DecisionRule::opt_in(4, 2);
        Protocol const talks = [&](Table const& seated, RandomStream& stream, Trace trace) {
            seated.check();
            return NashBargaining{}(seated, stream, trace);
        };
        RandomStream random{1, "opt in", {}};
        auto const outcome = OptIn{talks}(table, random, Trace::none);
        if (outcome.status != Status::agreed) {
            continue;
        }
        auto const treaty = [&](std::vector<char> const& signs) {
            return NashBargaining{}(table.with_only(signs), random, Trace::none);
        };
        CHECK((treaty(outcome.signatories).terms - outcome.terms).norm() < 1e-8);
        for (Eigen::Index i = 0; i < 4; ++i) {
            auto other = outcome.signatories;
            auto& signs = other[static_cast<std::size_t>(i)];
            bool const inside = signs != 0;
            signs = inside ? 0 : 1;
            bool const carried = table.rule.passes(other);
            auto const then = carried ? treaty(other) : Outcome{};
            bool const agreed = carried && then.status == Status::agreed;
            double const after =
                agreed ? table.payoff_when(i, other, then.terms) : table.reservation[i];
            double const now = table.payoff_when(i, outcome.signatories, outcome.terms);
            if (inside) {
                CHECK(after <= now + 1e-6);
            } else if (agreed) {
                CHECK(after < now + 1e-6);
            }
        }
    }
}

TEST_CASE("a table refuses an externality of the wrong shape, of money, or of more than all others")
{
    auto const refused = [](std::function<void(Externality&)> const& spoil) {
        Table table = free_riders(3, 0.5);
        spoil(*table.externality);
        CHECK_THROWS_WITH(table.check(), ContainsSubstring("externality"));
    };
    refused([](Externality& e) { e.share[0] = 1.5; });
    refused([](Externality& e) { e.expected.resize(1, 1); });
    refused([](Externality& e) { e.fixed.resize(2); });
    refused([](Externality& e) { e.weight[0](0, 0) = 0.1; });
    refused([](Externality& e) { e.weight[0](0, 1) = 0.9; });
    refused([](Externality& e) { e.weight.clear(); });
    refused([](Externality& e) { e.shift.resize(2, 1); });
    refused([](Externality& e) { e.by_partner.resize(2); });
    refused([](Externality& e) {
        e.by_partner = {Externality::ByPartner{.salience = Matrix::Zero(3, 3)}};
    });
}

TEST_CASE("what all adopt adds to the payoff in force issue by issue")
{
    for (std::uint64_t draw = 0; draw < 80; ++draw) {
        Table const table = draw < 50 ? random_table(draw) : shifted_table(draw);
        RandomStream random{2, "terms", {draw, 0, 0}};
        Vector const terms = random_matrix(random, 3, 1);
        for (Eigen::Index i = 0; i < 4; ++i) {
            double gain = 0.0;
            for (Eigen::Index k = 0; k < 3; ++k) {
                gain += table.gain_on(i, k, terms[k]);
                Matrix adopted = table.in_force;
                adopted.col(k).setConstant(terms[k]);
                CHECK_THAT(
                    table.gain_on(i, k, terms[k]),
                    WithinAbs(direct(table, i, adopted) - direct(table, i, table.in_force), 1e-12));
            }
            CHECK_THAT(gain, WithinAbs(table.payoff(i, terms) - table.reservation[i], 1e-12));
        }
    }
}
