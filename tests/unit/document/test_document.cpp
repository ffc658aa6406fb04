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

namespace {

/// "x=1 y=2": the keys and values of a mapping, in their order.
std::string shown(Node const& mapping)
{
    std::string text;
    for (auto const& item : mapping.items) {
        text += (text.empty() ? "" : " ") + item.key + "=" + item.text;
    }
    return text;
}

std::string merged(std::string const& text)
{
    Reading const reading{text};
    CHECK(reading.mistakes.empty());
    return shown(*reading.root.find("c"));
}

}  // namespace

TEST_CASE("a merge key adds the keys that a mapping does not have itself [YAML 1.1, merge]")
{
    std::string const both = "a: &a {x: 1, y: 2}\nb: &b {y: 3, z: 4}\n";
    CHECK(merged(both + "c: {<<: *a}\n") == "x=1 y=2");
    CHECK(merged(both + "c: {w: 0, <<: *a, y: 9}\n") == "w=0 x=1 y=9");
    CHECK(merged(both + "c: {y: 9, <<: *a}\n") == "y=9 x=1");
    CHECK(merged(both + "c: {<<: [*a, *b]}\n") == "x=1 y=2 z=4");
    CHECK(merged(both + "c: {<<: [*b, *a]}\n") == "y=3 z=4 x=1");
    CHECK(merged("c:\n  <<: {x: 1}\n  y: 2\n") == "x=1 y=2");
    CHECK(merged("c: {'<<': 1}\n") == "<<=1");
    CHECK(merged("c: {<<: []}\n").empty());
    // what was merged is merged on
    CHECK(merged(both + "d: &d {<<: *a, v: 5}\nc: {<<: *d, x: 7}\n") == "y=2 v=5 x=7");
}

TEST_CASE("what is merged keeps the place where it is written")
{
    Reading const reading{"a: &a {x: 1}\nc:\n  <<: *a\n"};
    CHECK(excerpt(reading.root.find("c")->find("x")->place).line == 1);
}

TEST_CASE("what is no mapping cannot be merged")
{
    CHECK_THAT(messages("a: {<<: 1}\n"),
               ContainsSubstring("1:9: error: '<<' must be a mapping, or a list of mappings, not "
                                 "'1' (it merges their keys into this one)"));
    CHECK_THAT(messages("a: {<<: [{x: 1}, 2]}\n"),
               ContainsSubstring("1:18: error: an item of '<<' must be a mapping, not '2'"));
    CHECK_THAT(messages("a:\n  <<:\n"), ContainsSubstring("2:3: error: '<<' must be"));
    CHECK_THAT(messages("a: &a {x: 1}\nb: {<<: *a, <<: *a}\n"),
               ContainsSubstring("'<<' is given twice; merge several mappings by a list"));
    CHECK_THAT(messages("a: &a {<<: *a}\n"), ContainsSubstring("within the value that it repeats"));
}

TEST_CASE("what scenarios do not use of YAML is refused, not passed over")
{
    CHECK_THAT(messages("a: !!int 5\n"), ContainsSubstring("a tag such as"));
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
    std::string merges = "a0: &a0 {k: [x, x, x, x, x, x, x, x, x, x]}\n";
    for (int i = 1; i < 30; ++i) {
        merges += fmt::format(
            "a{0}: &a{0} {{k{0}: {{<<: *a{1}}}, l{0}: [*a{1}, *a{1}], <<: *a{1}}}\n", i, i - 1);
    }
    CHECK_THAT(messages(merges), ContainsSubstring("more than 400000 values"));
    std::string deep = "a0: &a0 {k: x}\n";
    for (int i = 1; i < 80; ++i) {
        deep += fmt::format("a{0}: &a{0} {{k: {{<<: *a{1}}}}}\n", i, i - 1);
    }
    CHECK_THAT(messages(deep), ContainsSubstring("at most 64 are read"));
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
