// The challenge model on the vote over emission standards for small cars in the European
// Communities: how many years to delay them. Positions, capabilities and saliences of the ten
// member states, and the course of the rounds, as published in
//
//     Jason B. Scholz, Gregory J. Calbert, Glen A. Smith (2011): Unravelling Bueno de Mesquita's
//     group decision model. Journal of Theoretical Politics 23(4).
//
// where the data are those of Bueno de Mesquita (1994). Three of the ten ever move.

#include "catch.hpp"
#include "negotiation/protocols/challenge.hpp"

#include <array>
#include <string>

using namespace parley;

namespace {

struct Council {
    std::array<std::string, 10> member{"NL", "BE", "LU", "DE", "FR", "IT", "UK", "IE", "DK", "GR"};
    Vector power = (Vector(10) << .08, .08, .03, .16, .16, .16, .16, .05, .05, .08).finished();
    Vector position = (Vector(10) << 4, 7, 4, 4, 10, 10, 10, 7, 4, 7).finished();
    Vector salience = (Vector(10) << .8, .4, .2, .8, .6, .6, .9, .1, 1, .7).finished();
};

std::vector<Challenge::Round> rounds_of(Council const& council, Challenge::Params const& params)
{
    return Challenge{params}.play(council.position, council.power, council.salience);
}

}  // namespace

TEST_CASE("the published course of the vote on car emissions, round by round")
{
    struct Row {
        double be, lu, ie, median, mean;
    };
    static constexpr std::array<Row, 10> published{{
        {8.415932, 7, 4, 8.415932, 7.461314},
        {9.610859, 8.415932, 7, 9.610859, 7.552501},
        {9.961980, 9.610859, 8.415932, 9.961980, 7.590145},
        {4.800881, 9.961980, 9.610859, 9.961980, 7.358131},
        {5.524238, 4.800881, 9.961980, 9.961980, 7.349174},
        {7.472046, 5.524238, 5.524238, 7.472046, 7.414878},
        {8.824594, 7.472046, 7.472046, 8.824594, 7.510457},
        {9.671130, 8.824594, 8.824594, 9.671130, 7.572447},
        {4.144849, 9.671130, 9.671130, 9.671130, 7.324989},
        {4.291541, 4.144849, 4.144849, 7, 7.242131},
    }};
    Council const council;
    auto const rounds = rounds_of(council, {});
    REQUIRE(rounds.size() == published.size() + 1);
    CHECK(rounds[0].median == 7.0);
    CHECK_THAT(rounds[0].mean, WithinAbs(7.389955686853767, 1e-12));
    for (std::size_t r = 0; r < published.size(); ++r) {
        auto const& expected = published[r];
        auto const& round = rounds[r + 1];
        CAPTURE(r + 1);
        CHECK_THAT(round.median, WithinAbs(expected.median, 1e-6));
        CHECK_THAT(round.mean, WithinAbs(expected.mean, 1e-6));
        for (Eigen::Index i = 0; i < 10; ++i) {
            auto const& name = council.member[static_cast<std::size_t>(i)];
            CAPTURE(name);
            double position = council.position(i);
            if (name == "BE") {
                position = expected.be;
            } else if (name == "LU") {
                position = expected.lu;
            } else if (name == "IE") {
                position = expected.ie;
            }
            CHECK_THAT(round.position(i), WithinAbs(position, 1e-6));
        }
    }
}

TEST_CASE("the published risk exponents of the first round")
{
    static constexpr std::array published{1.40565, .7542,  .50886, 1.40565, 1.04652,
                                          1.04652, 1.9649, .5,     2.0,     1.11212};
    auto const rounds = rounds_of({}, {.rounds = 1});
    for (std::size_t i = 0; i < published.size(); ++i) {
        CHECK_THAT(rounds[1].risk(static_cast<Eigen::Index>(i)), WithinAbs(published[i], 1e-5));
    }
}

TEST_CASE("taking the nearest compromise departs from the published course in the fourth round")
{
    Council const council;
    auto const published = rounds_of(council, {});
    auto const nearest = rounds_of(council, {.choice = Challenge::Choice::least_move});
    for (std::size_t r = 0; r <= 3; ++r) {
        CHECK(nearest[r].position == published[r].position);
    }
    CHECK(nearest[4].position != published[4].position);
}

TEST_CASE("taking the nearest compromise, a reflected scale gives reflected rounds")
{
    Council const council;
    Challenge::Params const params{.choice = Challenge::Choice::least_move};
    auto const rounds = rounds_of(council, params);
    auto mirrored = council;
    mirrored.position = (10.0 - council.position.array()).matrix();
    auto const reflected = rounds_of(mirrored, params);
    for (std::size_t r = 0; r < rounds.size(); ++r) {
        Vector const back = (10.0 - reflected[r].position.array()).matrix();
        CHECK((rounds[r].position - back).cwiseAbs().maxCoeff() < 1e-9);
    }
}
