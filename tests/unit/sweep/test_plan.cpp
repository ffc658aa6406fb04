#include "catch.hpp"
#include "small_study.hpp"
#include "sweep/extension.hpp"

using namespace parley;

TEST_CASE("a grid takes every combination, the last parameter fastest")
{
    auto const plan = plan_of(R"(replicates: 3
design: {sample: grid}
vary:
  forums.dialogue.frankness: {uniform: [0, 1], steps: 3}
  forums.dialogue.scope: {any_of: [package, single_issue]}
  forums.dialogue.rounds: {integer: [5, 6]}
  discussion.decay: {log_uniform: [0.001, 0.1], steps: 3}
)");
    REQUIRE(plan.points() == std::uint64_t{3} * 2 * 2 * 3);
    CHECK(plan.replicates() == 3);
    CHECK(plan.runs() == 108);
    CHECK(plan.values(0) == std::vector{0.0, 0.0, 5.0, 0.001});
    CHECK_THAT(plan.value(1, 3), WithinRel(0.01, 1e-12));
    CHECK(plan.values(3) == std::vector{0.0, 0.0, 6.0, 0.001});
    CHECK(plan.values(35) == std::vector{1.0, 1.0, 6.0, 0.1});
    CHECK(plan.settings(14)[0].text == "forums.dialogue.frankness=0.5");
    CHECK(plan.settings(6)[1].text == "forums.dialogue.scope=single_issue");
    CHECK(plan.settings(6)[2].text == "forums.dialogue.rounds=5");
    CHECK(plan.parameters()[0].kind() == StudyParameter::Kind::number);
    CHECK(plan.parameters()[1].kind() == StudyParameter::Kind::category);
    CHECK(plan.parameters()[2].kind() == StudyParameter::Kind::integer);
    CHECK(plan.parameters()[1].categories() == std::vector<std::string>{"package", "single_issue"});
}

TEST_CASE("runs are counted replicate by replicate over all points")
{
    auto const plan = plan_of(
        "replicates: 2\ndesign: {sample: list}\n"
        "vary: {discussion.trust: {values: [0.1, 0.5, 0.2]}}\n");
    CHECK(plan.run(0) == Plan::Run{0, 0});
    CHECK(plan.run(2) == Plan::Run{2, 0});
    CHECK(plan.run(3) == Plan::Run{0, 1});
    for (std::uint64_t i = 0; i < plan.runs(); ++i) {
        CHECK(plan.index(plan.run(i)) == i);
    }
    CHECK(plan.value(2, 0) == 0.2);
}

TEST_CASE("a point's scenario has its values, and the seed and replicates of the study")
{
    auto const plan = plan_of(R"(seed: 11
replicates: 4
design: {sample: list}
vary:
  states.*.power: {values: [3, 5]}
  forums.dialogue.members: {any_of: [[MAR, NO], all]}
  what_if: {any_of: [baseline, frank]}
)");
    auto const first = plan.scenario(0);
    auto const second = plan.scenario(1);
    CHECK(first.states[0].power == 3.0);
    CHECK(second.states[1].power == 5.0);
    CHECK(first.forums[0].members.ids == std::vector<std::string>{"MAR", "NO"});
    CHECK(second.forums[0].members.group == "all");
    CHECK(first.forums[0].proceedings.frankness == 0.3);
    CHECK(second.forums[0].proceedings.frankness == 0.9);
    CHECK(first.seed == 11);
    CHECK(second.replicates == 4);
}

TEST_CASE("points share their random numbers unless they have their own")
{
    std::string const rest =
        "design: {sample: list}\n"
        "vary: {discussion.trust: {values: [0.1, 0.5, 0.2]}}\n";
    auto const common = plan_of(rest);
    CHECK(common.seed(0) == 7);
    CHECK(common.seed(2) == 7);
    auto const own = plan_of("random_numbers: own\n" + rest);
    CHECK(own.seed(0) != own.seed(1));
    CHECK(own.seed(1) != own.seed(2));
    CHECK(own.seed(1) == plan_of("random_numbers: own\n" + rest).seed(1));
}

TEST_CASE("points may stand in a file")
{
    auto const plan = plan_of("design: {from: points.csv}\n",
                              "forums.dialogue.frankness,forums.dialogue.rounds,what_if\n"
                              "0.25,7,posed\n0.5,9,baseline\n0.75,7,posed\n");
    REQUIRE(plan.points() == 3);
    CHECK(plan.values(0) == std::vector{0.25, 7.0, 0.0});
    CHECK(plan.values(1) == std::vector{0.5, 9.0, 1.0});
    CHECK(plan.values(2) == std::vector{0.75, 7.0, 0.0});
    CHECK(plan.parameters()[1].kind() == StudyParameter::Kind::integer);
    CHECK(plan.scenario(2).discussion.posturing == 1.0);
}

TEST_CASE("the hash of a plan changes with all that determines its runs, and with nothing else")
{
    std::string const study =
        "design: {sample: list}\n"
        "vary: {discussion.trust: {values: [0.1, 0.5]}}\n";
    auto const hash = plan_of(study).hash();
    CHECK(hash.size() == 64);
    CHECK(plan_of(study).hash() == hash);
    CHECK(plan_of("# a comment\nreplicates: 1\n" + study).hash() == hash);
    CHECK(plan_of("replicates: 2\n" + study).hash() != hash);
    CHECK(plan_of("seed: 8\n" + study).hash() != hash);
    CHECK(plan_of("record: series\n" + study).hash() != hash);
}

namespace {

std::string growing(std::string const& design, int replicates)
{
    return "replicates: " + std::to_string(replicates) + "\ndesign: {" + design +
           "}\nvary: {discussion.trust: {uniform: [0.1, 0.5]}, discussion.decay: {uniform: [0.01, "
           "0.1]}}\n";
}

/// Points and replicates of the smaller plan that is found; nothing where there is none.
std::optional<std::pair<std::uint64_t, std::uint64_t>> found(Plan const& large, Plan const& small)
{
    auto const smaller = smaller_plan(large, small.runs(), small.hash());
    return smaller ? std::optional{std::pair{smaller->points(), smaller->replicates()}}
                   : std::nullopt;
}

}  // namespace

TEST_CASE("a plan finds the smaller one that it extends, by its size and its hash")
{
    using Size = std::pair<std::uint64_t, std::uint64_t>;
    for (auto const& [large, small, points] :
         {std::tuple{"sample: sobol, size: 64", "sample: sobol, size: 16", 16U},
          std::tuple{"sample: saltelli, size: 8", "sample: saltelli, size: 4", 16U},
          std::tuple{"sample: morris, trajectories: 9", "sample: morris, trajectories: 4", 12U}}) {
        auto const plan = plan_of(growing(large, 6));
        CHECK(found(plan, plan_of(growing(small, 6))) == Size{points, 6});
        CHECK(found(plan, plan_of(growing(small, 4))) == Size{points, 4});
        CHECK(found(plan, plan_of(growing(large, 1))) == Size{plan.points(), 1});
        CHECK_FALSE(found(plan_of(growing(small, 6)), plan));
        auto const few = plan_of(growing(small, 4));
        for (std::uint64_t point = 0; point < few.points(); ++point) {
            CHECK(few.values(point) == plan.values(point));
        }
    }
}

TEST_CASE("points of a Latin hypercube do not nest, and only its replicates grow")
{
    auto const plan = plan_of(growing("sample: latin_hypercube, size: 12", 6));
    CHECK_FALSE(found(plan, plan_of(growing("sample: latin_hypercube, size: 6", 6))));
    CHECK(found(plan, plan_of(growing("sample: latin_hypercube, size: 12", 2))));
}
