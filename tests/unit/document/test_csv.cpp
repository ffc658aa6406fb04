#include "catch.hpp"
#include "document/csv.hpp"

using namespace parley;

namespace {

struct Reading {
    explicit Reading(std::string const& text)
        : source{source_of(text, "file.csv", Source::Kind::table)}
    {
        table = parse_csv(source, mistakes);
    }
    Source source;
    Mistakes mistakes{};
    Csv table{};
};

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

}  // namespace

TEST_CASE("quotes hold commas, quotes and line breaks")
{
    Reading const reading{"id,name\r\nKOR,\"Korea, Republic of\"\r\nX,\"a \"\"b\"\"\r\nc\"\r\n"};
    REQUIRE(reading.table.rows.size() == 2);
    CHECK(reading.table.rows[0][1].text == "Korea, Republic of");
    CHECK(reading.table.rows[1][1].text == "a \"b\"\nc");
    CHECK(excerpt(reading.table.rows[1][0].place).line == 3);
}

TEST_CASE("an empty field is nothing, an empty quote is text, spaces around do not count")
{
    Reading const reading{"a, b ,c\n1, ,\"\"\n\n 2 ,3, \"4\" \n"};
    CHECK(reading.table.header[1].text == "b");
    CHECK(reading.table.rows[0][1].kind == Node::Kind::nothing);
    CHECK(reading.table.rows[0][2].kind == Node::Kind::scalar);
    CHECK(reading.table.rows[1][0].text == "2");
    CHECK(reading.table.rows[1][2].text == "4");
}

TEST_CASE("a last line without its end and a last empty field are read")
{
    Reading const reading{"a,b\n1,"};
    REQUIRE(reading.table.rows.size() == 1);
    CHECK(reading.table.rows[0].size() == 2);
}

TEST_CASE("a row of another length is reported and left out")
{
    Reading const reading{"a,b\n1\n1,2,3\n1,2\n"};
    CHECK(reading.table.rows.size() == 1);
    REQUIRE(reading.mistakes.list().size() == 2);
    CHECK(reading.mistakes.list()[0].at.line == 2);
    CHECK(reading.mistakes.list()[1].at.column == 5);
}

TEST_CASE("what is no table is explained at its place")
{
    CHECK_THAT(messages("a;b\n1;2\n"), ContainsSubstring("1:2: error: columns are not separated"));
    CHECK_THAT(messages("a,b\n1,\"2\n"), ContainsSubstring("2:3: error: the quote opened here"));
    CHECK_THAT(messages("a,b\n1,\"2\"x\n"), ContainsSubstring("2:6: error: text follows a closed"));
    CHECK_THAT(messages("a,b\n1,2\"\n"), ContainsSubstring("2:4: error: a quote within a field"));
    CHECK_THAT(messages("\n\n"), ContainsSubstring("the table is empty"));
}
