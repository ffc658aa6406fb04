#include "catch.hpp"
#include "document/mistake.hpp"
#include "document/nearest.hpp"

using namespace parley;

TEST_CASE("a message names place, problem, reason and remedy, and points at it")
{
    Source const source{.name = "a.yaml", .text = "one: 1\ntwo: x\n"};
    Mistakes mistakes;
    mistakes.add({&source, 12}, "'x' is no number", "it is text", "write 2", {&source, 0},
                 "see here");
    CHECK(format(mistakes.list()[0]) ==
          "a.yaml:2:6: error: 'x' is no number (it is text); write 2\n"
          "    2 | two: x\n"
          "      |      ^\n"
          "a.yaml:1:1: note: see here\n"
          "    1 | one: 1\n"
          "      | ^");
}

TEST_CASE("a warning says that it is one, and otherwise looks like a mistake")
{
    Source const source{.name = "a.yaml", .text = "one: 1\ntwo: x\n"};
    Mistakes warnings{Severity::warning};
    warnings.add({&source, 12}, "'x' is odd", "nobody writes it", "write 2");
    warnings.add({&source, 5}, "1 is odd");
    CHECK(format(warnings.by_place(), 3) ==
          "a.yaml:1:6: warning: 1 is odd\n"
          "    1 | one: 1\n"
          "      |      ^\n"
          "a.yaml:2:6: warning: 'x' is odd (nobody writes it); write 2\n"
          "    2 | two: x\n"
          "      |      ^\n"
          "... and 3 more");
    CHECK(one_line(warnings.list()[0]) ==
          "a.yaml:2:6: warning: 'x' is odd (nobody writes it); write 2");
    warnings.add({&source, 5}, "1 is odd");  // as a setting with '*' says it of many sections
    CHECK(warnings.count() == 2);
    CHECK(sentence(warnings.list()[0]) == "'x' is odd (nobody writes it); write 2");
}

TEST_CASE("of two collections what both hold is kept")
{
    Source const source{.name = "a.yaml", .text = "one: 1\ntwo: x\n"};
    Mistakes warnings{Severity::warning};
    warnings.add({&source, 12}, "'x' is odd");
    warnings.add({&source, 5}, "1 is odd");
    Mistakes others{Severity::warning};
    others.add({&source, 5}, "'x' is odd");  // said of another place
    others.add({&source, 5}, "1 is odd");
    warnings.keep_those_in(others);
    REQUIRE(warnings.count() == 1);
    CHECK(warnings.list()[0].problem == "1 is odd");
    warnings.keep_those_in(Mistakes{Severity::warning});
    CHECK(warnings.empty());
}

TEST_CASE("columns count characters, and what a terminal would obey is made visible")
{
    Source const source{.name = "a.yaml", .text = "é\t\x1b[31mred: \xff\n"};
    auto const at = excerpt({&source, source.text.find('\xff')});
    CHECK(at.column == 13);
    CHECK(at.quote == "é\\t\\u{1B}[31mred: \\xFF");
    CHECK(at.caret == 18);
}

TEST_CASE("of a long line the part around the place is shown")
{
    Source const source{.name = "a.yaml",
                        .text = std::string(5000, 'a') + "b" + std::string(5000, 'c')};
    auto const at = excerpt({&source, 5000});
    CHECK(at.column == 5001);
    CHECK(at.quote.size() < 110);
    CHECK(at.quote[at.caret] == 'b');
}

TEST_CASE("mistakes are told by place, and at most a hundred of them")
{
    Source const source{.name = "a.yaml", .text = std::string(300, '\n')};
    Mistakes mistakes;
    for (std::size_t i = 250; i > 0; --i) {
        mistakes.add({&source, i - 1}, "wrong");
    }
    try {
        mistakes.raise();
        FAIL("should have thrown");
    } catch (InputError const& error) {
        CHECK(error.mistakes().size() == 100);
        CHECK(error.mistakes()[0].at.line < error.mistakes()[1].at.line);
        CHECK_THAT(std::string{error.what()}, ContainsSubstring("... and 150 more"));
    }
}

TEST_CASE("the nearest name is suggested, swapped letters before wrong ones")
{
    std::vector<std::string> const states{"MRT", "MAR", "MLT", "ESP"};
    CHECK(nearest("MRA", states) == "MAR");
    CHECK(nearest("mar", states) == "MAR");
    CHECK(nearest("XYZ", states).empty());
    std::vector<std::string> const keys{"salience", "status_quo", "scale"};
    CHECK(suggestion("salliance", keys) == "did you mean 'salience'?");
    CHECK(suggestion("status-quo", keys) == "did you mean 'status_quo'?");
    CHECK(suggestion("budget", keys) == "one of: salience, status_quo, scale");
    CHECK(suggestion("budget", {}).empty());
    CHECK(nearest(std::string(100'000, 'a'), keys).empty());
}
