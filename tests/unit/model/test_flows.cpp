#include "catch.hpp"
#include "model/flows.hpp"

#include <limits>

using namespace parley;

namespace {

Flows two_corridors()
{
    Flows flows;
    flows.origin = {StateId{0}, StateId{2}};
    flows.destination = {StateId{1}, StateId{1}};
    flows.persons = (Vector(2) << 1000.0, 500.0).finished();
    flows.begin();
    return flows;
}

}  // namespace

TEST_CASE("what goes through a state is what leaves it and what enters it")
{
    Flows flows = two_corridors();
    CHECK(flows.through(3).isApprox((Vector(3) << 1000.0, 1500.0, 500.0).finished()));
    flows.now(1) = 2000.0;
    CHECK(flows.through(3).isApprox((Vector(3) << 1000.0, 3000.0, 2000.0).finished()));
}

TEST_CASE("exposure saturates in flow per head")
{
    double const unknown = std::numeric_limits<double>::quiet_NaN();
    Vector const exposure =
        exposure_to(two_corridors(), (Vector(3) << 100000.0, 50000.0, unknown).finished(), 0.01);
    CHECK(exposure(0) == Approx(0.5));   // 0.01 / (0.01 + 0.01)
    CHECK(exposure(1) == Approx(0.75));  // 0.03 / (0.03 + 0.01)
    CHECK(exposure(2) == 1.0);
}

TEST_CASE("exposure follows its own curve when flows change")
{
    CHECK(exposure_at(0.5, 1.0) == Approx(0.5));
    CHECK(exposure_at(0.5, 3.0) == Approx(0.75));  // the curve of the test above
    CHECK(exposure_at(0.5, 0.0) == 0.0);
    CHECK(exposure_at(1.0, 5.0) == 1.0);
}
