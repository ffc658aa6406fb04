#include "catch.hpp"
#include "cli/csv_field.hpp"

using namespace parley;

TEST_CASE("Fields of CSV are quoted where they must be")
{
    CHECK(csv_field("Arda") == "Arda");
    CHECK(csv_field("a,b") == "\"a,b\"");
    CHECK(csv_field("a \"b\"") == "\"a \"\"b\"\"\"");
    CHECK(csv_field("a\nb") == "\"a\nb\"");
    CHECK(csv_field("=1+1") == "=1+1");
}

TEST_CASE("A name that a spreadsheet would carry out is a text")
{
    for (std::string const name : {"=cmd()", "+1 a", "-x", "@x", "\tx", "-1e", "--2"}) {
        CHECK(csv_text(name) == "'" + name);
    }
    CHECK(csv_text("=a,b") == "\"'=a,b\"");
    CHECK(csv_text("\r\n=1") == "\"'\r\n=1\"");
}

TEST_CASE("Other names and numbers stay as they are")
{
    for (std::string const name : {"", "Côte d'Ivoire", "a=b", "-5", "-0.25", "1e-3", "'x"}) {
        CHECK(csv_text(name) == name);
    }
}
