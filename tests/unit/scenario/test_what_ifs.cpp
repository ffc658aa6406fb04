#include "catch.hpp"
#include "small_scenario.hpp"

#include <fmt/format.h>

using namespace parley;

namespace {

ScenarioFile read_all(std::string const& what_ifs)
{
    return ScenarioDocument{"scenario.yaml", small_scenario("what_if:\n" + what_ifs)}.read_all();
}

std::string wrong(std::string const& what_ifs)
{
    return messages(small_scenario("what_if:\n" + what_ifs));
}

}  // namespace

TEST_CASE("a what-if builds on others, whose settings come first")
{
    auto const read = read_all(
        "  frank: {forums.dialogue.frankness: 0.9, forums.dialogue.bindingness: 0.6}\n"
        "  franker: {builds_on: frank, forums.dialogue.frankness: 1}\n"
        "  early: {builds_on: late, seed: 1}\n"
        "  late: {forums.dialogue.scope: package}\n"
        "  all_of_them: {builds_on: [franker, late]}\n");
    auto const& franker = read.what_ifs[1].scenario.forums[0].proceedings;
    CHECK(franker.frankness == 1.0);
    CHECK(franker.bindingness == 0.6);
    CHECK(read.what_ifs[0].scenario.forums[0].proceedings.frankness == 0.9);
    CHECK(read.what_ifs[2].scenario.forums[0].proceedings.scope == Scope::package);
    auto const& all = read.what_ifs[4].scenario.forums[0].proceedings;
    CHECK(all.frankness == 1.0);
    CHECK(all.bindingness == 0.6);
    CHECK(all.scope == Scope::package);
}

TEST_CASE("a base that is reached on two ways is applied once, where it is first named")
{
    auto const read = read_all(
        "  base: {forums.dialogue.frankness: 0.5}\n"
        "  left: {builds_on: base, forums.dialogue.frankness: 0.6}\n"
        "  right: {builds_on: base, forums.dialogue.bindingness: 0.7}\n"
        "  both: {builds_on: [left, right]}\n");
    CHECK(read.what_ifs[3].scenario.forums[0].proceedings.frankness == 0.6);
    CHECK(read.what_ifs[3].scenario.forums[0].proceedings.bindingness == 0.7);
}

TEST_CASE("a study takes a what-if with all that it builds on")
{
    ScenarioDocument const document{
        "scenario.yaml",
        small_scenario("what_if:\n"
                       "  frank: {forums.dialogue.frankness: 0.9}\n"
                       "  more: {builds_on: frank, forums.dialogue.bindingness: 0.6}\n")};
    auto const settings = document.settings_of("more");
    REQUIRE(settings.size() == 2);
    CHECK(settings[0].path == "forums.dialogue.frankness");
    CHECK(settings[1].path == "forums.dialogue.bindingness");
}

TEST_CASE("what-ifs that build on nothing, on themselves or too deep are refused")
{
    CHECK_THAT(wrong("  a: {builds_on: frnak}\n  frank: {forums.dialogue.frankness: 0.9}\n"),
               ContainsSubstring("unknown what-if 'frnak' in what_if.a.builds_on") &&
                   ContainsSubstring("did you mean 'frank'?"));
    CHECK_THAT(wrong("  a: {builds_on: a}\n"), ContainsSubstring("what-if 'a' builds on itself"));
    CHECK_THAT(
        wrong("  a: {builds_on: b}\n  b: {builds_on: c}\n  c: {builds_on: a}\n"),
        ContainsSubstring("builds on itself") && ContainsSubstring("(by way of those between)"));
    CHECK_THAT(wrong("  a: {builds_on: baseline}\n"),
               ContainsSubstring("every what-if builds on the baseline"));
    CHECK_THAT(wrong("  a: {builds_on: {b: 1}}\n"),
               ContainsSubstring("must be the name of a what-if"));
    CHECK_THAT(wrong("  a: {builds_on: [[b]]}\n"),
               ContainsSubstring("must be the name of a what-if"));
    CHECK_THAT(wrong("  a: {forums.dialogue.frankness: 0.4}\n  b: {buildson: a}\n"),
               ContainsSubstring("unknown key 'buildson'"));
    std::string chain = "  w0: {forums.dialogue.frankness: 0.9}\n";
    for (int i = 1; i < 25; ++i) {
        chain += fmt::format("  w{}: {{builds_on: w{}}}\n", i, i - 1);
    }
    CHECK_THAT(wrong(chain), ContainsSubstring("what-ifs build on one another 21 deep here"));
}
