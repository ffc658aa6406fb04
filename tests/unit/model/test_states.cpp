#include "catch.hpp"
#include "model/states.hpp"

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
