#include "catch.hpp"
#include "output/transcript.hpp"
#include "small_run.hpp"

#include <fmt/format.h>

#include <array>

using namespace parley;

namespace {

std::string minutes(Setup const& setup)
{
    Simulation simulation{setup, 7, 0};
    Transcript transcript;
    std::array<Observer* const, 1> const observers{&transcript};
    simulation.run(observers);
    return transcript.text();
}

}  // namespace

TEST_CASE("The minutes say what those who stood in the way hoped for elsewhere, where that counts")
{
    Setup setup = small_setup();
    std::string const blocked =
        "MLT: the terms would leave it worse off than no agreement, by 0.300.";
    std::string const hope = "It hopes for";
    CHECK(minutes(setup).find(blocked + '\n') != std::string::npos);
    CHECK(minutes(setup).find(hope) == std::string::npos);
    setup.outside_option = true;
    double const hoped = recorded(Labels{setup, {}}, setup).sessions.outside_option.at(1);
    REQUIRE(hoped > 0.0005);
    CHECK(minutes(setup).find(fmt::format("{} {} {:.3f} elsewhere.\n", blocked, hope, hoped)) !=
          std::string::npos);
}
