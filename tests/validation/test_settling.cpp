// Where can states agree, and what brings hard issues back?
//
// A numerical experiment of the model's design: states with profiles drawn uniformly from the
// simplex and self-images sharpened by 4, eight hard issues, two soft ones and two linkage issues,
// unanimity. An issue settles singly when some position is strictly better than the status quo for
// every member. Expected shares: an independent prototype of the same experiment in NumPy, 2 000
// draws a row; the drawn states differ, so both carry a sampling error.

#include "catch.hpp"
#include "forum/hardness.hpp"
#include "model/interests.hpp"
#include "model/states.hpp"
#include "negotiation/catalogue.hpp"
#include "support/random_stream.hpp"

#include <cmath>
#include <limits>

using namespace parley;

namespace {

constexpr Eigen::Index hard_issues = 8;
constexpr Eigen::Index soft_issues = 2;
constexpr int draws = 1000;

/// Columns: rights, labour quota, brain drain, integration, border, readmission, asylum sharing,
/// security, trafficking, capacity building, trade, development assistance.
Issues experiment_issues()
{
    Issues issues;
    issues.role_ideal = (Matrix(3, 12) << 1.0, .9, .9, .8, .1, .1, .2, .2, .8, .9, 1.0, 1.0,  //
                         .5, .5, .5, .4, .4, .2, .9, .5, .8, .9, .8, .8,                      //
                         .2, .2, .1, .2, .95, .95, .6, .9, .8, .8, .2, .2)
                            .finished();
    issues.role_salience = (Matrix(3, 12) << 1.0, 1.0, .8, .5, .3, .7, .2, .3, .3, .5, 1.5, 1.2,  //
                            .4, .3, .3, .3, .6, .8, .8, .6, .5, .7, 1.0, .8,                      //
                            .6, .7, .4, .7, 1.0, 1.0, .7, .9, .5, .3, .3, .3)
                               .finished();
    return issues;
}

Vector status_quo()
{
    return (Vector(12) << .3, .3, .2, .3, .4, .15, .3, .4, .4, .3, .4, .3).finished();
}

/// Dirichlet(1, 1, 1): exponential variates, normalised.
Matrix random_profiles(Eigen::Index members, RandomStream& random)
{
    Matrix volumes(members, role_count);
    for (Eigen::Index i = 0; i < volumes.size(); ++i) {
        volumes.data()[i] = -std::log1p(-random.uniform());
    }
    return role_weights(volumes);
}

struct Drawn {
    Matrix profile;
    Interests perceived;
};

Drawn draw(Eigen::Index members, double recognition, std::uint64_t index)
{
    RandomStream random{2026, "settling", {index, static_cast<std::uint64_t>(members), 0}};
    States states;
    states.profile = random_profiles(members, random);
    states.self_image = sharpened(states.profile, 4.0);
    states.recognition = Vector::Constant(members, recognition);
    Issues const issues = experiment_issues();
    return {states.profile, interests(states.perceived_profile(), Vector::Ones(members), issues,
                                      DomesticPolitics::none(members, issues.count()))};
}

/// Share of the issues [first, first + count) of all draws that settle singly.
double settled_singly(Eigen::Index members, double recognition, Eigen::Index first,
                      Eigen::Index count)
{
    Issues const issues = experiment_issues();
    int settled = 0;
    for (std::uint64_t d = 0; d < draws; ++d) {
        Drawn const drawn = draw(members, recognition, d);
        for (Eigen::Index k = first; k < first + count; ++k) {
            Vector const quo = Vector::Constant(members, status_quo()(k));
            InterestPattern const pattern = interest_pattern(
                drawn.perceived.ideal.col(k), quo, drawn.profile, issues.role_ideal.col(k));
            settled += pattern == InterestPattern::common ? 1 : 0;
        }
    }
    return settled / static_cast<double>(draws * count);
}

Table table_of(Interests const& perceived, std::vector<Eigen::Index> const& issues)
{
    Table table;
    table.ideal = perceived.ideal(Eigen::all, issues);
    table.declared = table.ideal;
    table.salience = perceived.salience(Eigen::all, issues);
    Eigen::Index const members = table.ideal.rows();
    table.in_force = Vector{status_quo()(issues)}.transpose().replicate(members, 1);
    table.red_line =
        Matrix::Constant(members, table.ideal.cols(), std::numeric_limits<double>::infinity());
    table.lower = Vector::Zero(table.ideal.cols());
    table.upper = Vector::Ones(table.ideal.cols());
    table.constant = Vector::Zero(members);
    table.reservation = table.payoff_in_force();
    table.disclosure = Vector::Ones(members);
    table.power = Vector::Ones(members);
    table.rule = DecisionRule::unanimity(static_cast<int>(members));
    table.check();
    return table;
}

}  // namespace

TEST_CASE("hard issues settle singly as often as in the prototype, and soft ones always")
{
    struct Row {
        Eigen::Index members;
        double recognition;
        double hard;
    };
    auto const row =
        GENERATE(Row{2, 0.0, 0.635}, Row{2, 0.5, 0.795}, Row{2, 1.0, 0.896}, Row{5, 0.0, 0.257},
                 Row{5, 0.5, 0.548}, Row{5, 1.0, 0.752}, Row{10, 0.0, 0.070}, Row{10, 0.5, 0.360},
                 Row{10, 1.0, 0.610}, Row{27, 0.0, 0.001}, Row{27, 0.5, 0.150}, Row{27, 1.0, 0.361},
                 Row{100, 0.0, 0.000}, Row{100, 0.5, 0.028}, Row{100, 1.0, 0.127});
    CAPTURE(row.members, row.recognition);
    // 1 000 and 2 000 draws of eight correlated issues: standard error of the difference up to
    // 0.011 for two members, less for more; three of them
    double const hard = settled_singly(row.members, row.recognition, 0, hard_issues);
    CHECK(hard == Approx(row.hard).margin(0.033));
    CHECK(settled_singly(row.members, row.recognition, hard_issues, soft_issues) == 1.0);
}

TEST_CASE("all hard issues as one package settle in every draw, at every size")
{
    Protocol const nash = find_protocol("nash_bargaining")->make({});
    for (Eigen::Index const members : {2, 5, 10, 27, 100}) {
        for (std::uint64_t d = 0; d < 20; ++d) {
            Table const table = table_of(draw(members, 0.0, d).perceived, {0, 1, 2, 3, 4, 5, 6, 7});
            RandomStream unused{1, "unused", {}};
            CAPTURE(members, d);
            CHECK(nash(table, unused, Trace::none).status == Status::agreed);
        }
    }
}

TEST_CASE("linkage issues raise what ten members gain")
{
    // Members' mean gain at the Nash solution; the prototype reports 0.38 and 0.76 at the point of
    // the largest least gain, which is another point: what must hold for both is that linkage pays.
    Protocol const nash = find_protocol("nash_bargaining")->make({});
    double alone = 0.0;
    double linked = 0.0;
    for (std::uint64_t d = 0; d < 20; ++d) {
        Interests const perceived = draw(10, 0.0, d).perceived;
        for (bool const linkage : {false, true}) {
            std::vector<Eigen::Index> issues{0, 1, 2, 3, 4, 5, 6, 7};
            if (linkage) {
                issues.insert(issues.end(), {10, 11});
            }
            Table const table = table_of(perceived, issues);
            RandomStream unused{1, "unused", {}};
            Outcome const outcome = nash(table, unused, Trace::none);
            REQUIRE(outcome.status == Status::agreed);
            for (Eigen::Index i = 0; i < 10; ++i) {
                double const gain = table.payoff(i, outcome.terms) - table.reservation(i);
                (linkage ? linked : alone) += gain / 200.0;
            }
        }
    }
    CHECK(linked > 1.5 * alone);
}
