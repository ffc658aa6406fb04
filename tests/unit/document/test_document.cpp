#include "catch.hpp"
#include "document/document.hpp"

#include <fmt/format.h>

using namespace parley;

namespace {

/// A document read from a text, with what was found wrong in it.
struct Reading {
    explicit Reading(std::string const& text)
        : source{source_of(text, "file.yaml", Source::Kind::document)}
    {
        root = parse_document(source, mistakes);
    }
    Source source;
    Mistakes mistakes{};
    Node root{};
};

/// The messages about a text that is no document, or has mistakes.
std::string messages(std::string const& text)
{
    try {
        Reading const reading{text};
        reading.mistakes.raise();
    } catch (InputError const& error) {
        return error.what();
    }
    return "";
}

std::string repeated(std::string const& text, int count)
{
    std::string result;
    for (int i = 0; i < count; ++i) {
        result += text;
    }
    return result;
}

}  // namespace

TEST_CASE("scalars stay text, whatever YAML 1.1 would make of them")
{
    Reading const reading{"a: NO\nb: 010\nc: .nan\nd: yes\ne: 1_000\nNULL: {x: 1}\n"};
    CHECK(reading.mistakes.empty());
    CHECK(reading.root.find("a")->text == "NO");
    CHECK(reading.root.find("b")->text == "010");
    CHECK(reading.root.find("c")->text == ".nan");
    CHECK(reading.root.find("d")->text == "yes");
    CHECK(reading.root.find("e")->text == "1_000");
    CHECK(reading.root.find("NULL")->kind == Node::Kind::mapping);
}

TEST_CASE("escapes of YAML make whole characters")
{
    Reading const reading{R"(a: "\N\_\x85\xe9\L\P")"};
    CHECK(reading.root.items[0].text == "\u0085\u00a0\u0085\u00e9\u2028\u2029");
}

TEST_CASE("every value knows its place and that of its key")
{
    Reading const reading{"name: é x\nforums:\n  eu:\n    members: [A, B]\n    term:\n"};
    auto const* eu = reading.root.find("forums")->find("eu");
    CHECK(excerpt(eu->key_place).line == 3);
    CHECK(excerpt(eu->key_place).column == 3);
    CHECK(excerpt(eu->find("members")->items[1].place).column == 18);
    CHECK(excerpt(eu->find("term")->place).line == 5);
    CHECK(excerpt(eu->find("term")->place).column == 5);
}

TEST_CASE("line ends of other systems and a byte order mark make no difference")
{
    Reading const reading{
        "\xef\xbb\xbf"
        "a: 1\r\nb:\r\n  - x\r\n"};
    CHECK(reading.root.find("a")->text == "1");
    CHECK(reading.root.find("b")->items[0].text == "x");
    CHECK(excerpt(reading.root.find("b")->items[0].place).line == 3);
}

TEST_CASE("an alias repeats a value")
{
    Reading const reading{"a: &w {x: 1, y: [2, 3]}\nb: *w\n"};
    CHECK(reading.mistakes.empty());
    CHECK(reading.root.find("b")->find("y")->items[1].text == "3");
}

TEST_CASE("a duplicate key is reported with both places and the first one kept")
{
    Reading const reading{"a: 1\nb: 2\na: 3\n"};
    REQUIRE(reading.mistakes.list().size() == 1);
    auto const& mistake = reading.mistakes.list()[0];
    CHECK(mistake.at.line == 3);
    CHECK(mistake.other->line == 1);
    CHECK(reading.root.find("a")->text == "1");
}

TEST_CASE("what scenarios do not use of YAML is refused, not passed over")
{
    CHECK_THAT(messages("a: !!int 5\n"), ContainsSubstring("a tag such as"));
    CHECK_THAT(messages("a: {<<: {b: 1}}\n"), ContainsSubstring("'<<' is not read"));
    CHECK_THAT(messages("? [a, b]\n: 1\n"), ContainsSubstring("a key cannot be a list"));
    CHECK_THAT(messages("a: 1\n---\nb: 1\n"), ContainsSubstring("a second document begins"));
    CHECK_THAT(messages("a: &x [*x]\n"), ContainsSubstring("within the value that it repeats"));
}

TEST_CASE("a text that is no YAML is explained at its place")
{
    CHECK_THAT(messages("a:\n\tb: 1\n"), ContainsSubstring("file.yaml:2:1: error: a tab indents"));
    CHECK_THAT(messages("a: [1, 2\n"), ContainsSubstring("1:4: error: the bracket opened here"));
    CHECK_THAT(messages("a: 'x\nb: 1\n"), ContainsSubstring("1:4: error: the quote opened here"));
    CHECK_THAT(messages("a: b: c\n"), ContainsSubstring("1:5: error: ':' is not expected"));
    CHECK_THAT(messages("a:\n  b: 1\n c: 2\n"),
               ContainsSubstring("3:2: error: this line does not"));
    CHECK_THAT(messages("a: @x\n"), ContainsSubstring("put the text in quotes"));
    CHECK_THAT(messages("a: caf\xe9\n"), ContainsSubstring("1:7: error: byte 0xe9 is not UTF-8"));
    CHECK_THAT(messages(std::string("a: \0b\n", 6)), ContainsSubstring("control character U+0000"));
    CHECK_THAT(messages("\xff\xfe"
                        "a"),
               ContainsSubstring("UTF-16"));
    CHECK_THAT(messages("# nothing\n"), ContainsSubstring("file.yaml: error: holds nothing"));
}

TEST_CASE("deep nesting and expanding aliases end in a message")
{
    CHECK_THAT(messages(repeated("[", 100'000)), ContainsSubstring("lie 65 deep"));
    CHECK_THAT(messages(repeated("- ", 100'000)), ContainsSubstring("lie 65 deep"));
    CHECK_THAT(messages(repeated("{a: ", 100'000)), ContainsSubstring("lie 65 deep"));
    std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
    for (int i = 1; i < 30; ++i) {
        auto const last = fmt::format("*a{}", i - 1);
        bomb += fmt::format("a{0}: &a{0} [{1}{2}]\n", i, repeated(last + ", ", 9), last);
    }
    CHECK_THAT(messages(bomb), ContainsSubstring("more than 400000 values"));
}

TEST_CASE("tabs are free where they do not indent")
{
    CHECK(messages("a: 1\t# remark\n\t# remark\n\t\nb: x\n").empty());
}

TEST_CASE("folders, devices and missing files are refused without waiting")
{
    CHECK_THROWS_AS(read_file("/dev/zero", "zero", Source::Kind::document), InputError);
    CHECK_THROWS_AS(read_file("/tmp", "folder", Source::Kind::document), InputError);
    CHECK_THROWS_AS(read_file("no/such/file", "file", Source::Kind::table), InputError);
    CHECK_THROWS_AS(read_file("", "", Source::Kind::table), InputError);
}

TEST_CASE("a hundred thousand mistakes take no longer to tell than a hundred")
{
    std::string text;
    for (int i = 0; i < 100'000; ++i) {
        text += "a: 1\n";
    }
    Reading const reading{text};
    CHECK(reading.root.items.size() == 1);
    CHECK(reading.mistakes.is_full());
    CHECK(reading.mistakes.count() == 99'999);
}
