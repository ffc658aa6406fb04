// What is odd in the scenario of a study, at all its points.

#include "catch.hpp"
#include "unit/sweep/small_study.hpp"

using namespace parley;

namespace {

/// The warnings of a study of two shores with more in its scenario.
std::string warnings(std::string const& scenario, std::string const& study)
{
    Folder const folder;
    (void)folder.write("shores.yaml", shores + scenario);
    auto const file = read_study(folder.write("study.yaml", study_of_shores(study)));
    return format(file->warnings.by_place(), file->warnings.unlisted());
}

constexpr auto one_forum = "routing: {policy: bottom_up, coverage: 0.7}\n";

}  // namespace

TEST_CASE("a study is warned of what is odd in its scenario")
{
    CHECK(warnings("", "design: {sample: grid}\nvary: {discussion.hiding: {values: [0, 1]}}\n")
              .empty());
    CHECK_THAT(
        warnings(one_forum,
                 "design: {sample: grid}\nvary: {discussion.hiding: {values: [0, 1]}}\n"),
        ContainsSubstring("shores.yaml:19:40: warning: coverage changes nothing under policy "
                          "bottom_up"));
}

TEST_CASE("what a study varies away is not told")
{
    auto const told =
        warnings(one_forum,
                 "design: {sample: grid}\nvary: {routing.policy: {any_of: [bottom_up, "
                 "subsidiarity]}}\n");
    CHECK_THAT(told, !ContainsSubstring("coverage"));
}

TEST_CASE("what a study sets is meant to")
{
    CHECK(warnings("",
                   "design: {sample: grid}\nvary: {issues.readmission.flow_response: "
                   "{values: [0.5]}, discussion.hiding: {values: [0, 1]}}\n")
              .empty());
}

TEST_CASE("what a what-if of the scenario puts right is not told of its study either")
{
    std::string const study =
        "design: {sample: grid}\nvary: {discussion.hiding: {values: [0, 1]}}\n";
    std::string const mended = "  low: {routing.policy: subsidiarity}\n";
    CHECK_THAT(warnings(mended + one_forum, study), !ContainsSubstring("coverage"));
}
