#include "../world.hpp"
#include "catch.hpp"
#include "simulation/draws.hpp"

#include <cmath>

using namespace parley;
using namespace parley::testing;

namespace {

double constexpr infinity = std::numeric_limits<double>::infinity();

States equal_states(Eigen::Index count)
{
    Matrix const profile = Matrix::Constant(count, 3, 1.0 / 3.0);
    return small_world(profile, Matrix::Ones(3, 1), Matrix::Ones(3, 1)).states;
}

Draws drawing(Eigen::Index count, double concentration)
{
    return {.concentration = Vector::Constant(count, concentration),
            .power_spread = Vector::Zero(count),
            .own_self_image = std::vector<char>(StateId{count}.slot(), 0),
            .self_image_sharpness = 4.0};
}

}  // namespace

TEST_CASE("drawn profiles lie on the simplex and differ from state to state and run to run")
{
    States first = equal_states(5);
    States second = first;
    draw(drawing(5, 3.0), first, 1, 0);
    draw(drawing(5, 3.0), second, 1, 1);
    CHECK((first.profile.array() >= 0.0).all());
    CHECK((first.profile.rowwise().sum().array() - 1.0).abs().maxCoeff() < 1e-12);
    CHECK((first.profile - second.profile).cwiseAbs().rowwise().maxCoeff().minCoeff() > 1e-6);
    CHECK(first.profile.row(0) != first.profile.row(1));
    CHECK(first.self_image.isApprox(sharpened(first.profile, 4.0), 1e-12));
    States again = equal_states(5);
    draw(drawing(5, 3.0), again, 1, 0);
    CHECK(again.profile == first.profile);
}

TEST_CASE("a state is drawn the same whoever else takes part")
{
    States few = equal_states(2);
    States many = equal_states(9);
    draw(drawing(2, 3.0), few, 7, 4);
    draw(drawing(9, 3.0), many, 7, 4);
    CHECK(many.profile.topRows(2) == few.profile);
}

TEST_CASE("great concentrations keep to the given profile, infinite ones are it")
{
    States states = equal_states(2);
    Matrix const given = states.profile;
    draw(drawing(2, 1e8), states, 1, 0);
    CHECK((states.profile - given).cwiseAbs().maxCoeff() < 1e-3);
    CHECK(states.profile != given);
    states.profile = given;
    draw(drawing(2, infinity), states, 1, 0);
    CHECK(states.profile == given);
}

TEST_CASE("a self-image of its own stays, whatever the profile")
{
    States states = equal_states(2);
    Draws draws = drawing(2, 3.0);
    draws.own_self_image[1] = 1;
    Matrix const given = states.self_image;
    draw(draws, states, 1, 0);
    CHECK(states.self_image.row(0) != given.row(0));
    CHECK(states.self_image.row(1) == given.row(1));
}

TEST_CASE("power is drawn lognormally around the given one")
{
    Eigen::Index const count = 4000;
    States states = equal_states(1);
    Draws draws = drawing(1, infinity);
    draws.power_spread(0) = 0.5;
    double sum = 0.0;
    double squares = 0.0;
    for (Eigen::Index r = 0; r < count; ++r) {
        states.power(0) = 2.0;
        draw(draws, states, 1, static_cast<std::uint64_t>(r));
        double const log = std::log(states.power(0) / 2.0);
        sum += log;
        squares += log * log;
    }
    CHECK(sum / count == Approx(0.0).margin(0.03));
    CHECK(std::sqrt(squares / count) == Approx(0.5).epsilon(0.04));
}
