#include "catch.hpp"
#include "document/duration.hpp"
#include "document/number.hpp"

#include <cmath>
#include <limits>

using namespace parley;

namespace {

std::string why(std::string const& text)
{
    auto const number = parse_number(text);
    auto const* refusal = std::get_if<Refusal>(&number);
    return refusal == nullptr ? "" : refusal->why + "; " + refusal->remedy;
}

std::string why_no_whole(std::string const& text)
{
    auto const number = parse_whole(text);
    auto const* refusal = std::get_if<Refusal>(&number);
    return refusal == nullptr ? "" : refusal->why + "; " + refusal->remedy;
}

std::string why_no_duration(std::string const& text)
{
    auto const duration = parse_duration(text, false, false);
    auto const* refusal = std::get_if<Refusal>(&duration);
    return refusal == nullptr ? "" : refusal->why + "; " + refusal->remedy;
}

}  // namespace

TEST_CASE("decimal numbers are read whole")
{
    CHECK(std::get<double>(parse_number("0.5")) == 0.5);
    CHECK(std::get<double>(parse_number("-2")) == -2.0);
    CHECK(std::get<double>(parse_number("1e-3")) == 1e-3);
    CHECK(std::get<double>(parse_number(".5")) == 0.5);
    CHECK(std::get<double>(parse_number("0")) == 0.0);
    CHECK_FALSE(std::signbit(std::get<double>(parse_number("-0"))));
}

TEST_CASE("what only some programs take for a number is refused with a reason")
{
    CHECK_THAT(why("010"), ContainsSubstring("octal in some programs; write 10"));
    CHECK_THAT(why("-00.5"), ContainsSubstring("write -0.5"));
    CHECK_THAT(why(".nan"), ContainsSubstring("not a finite number"));
    CHECK_THAT(why("-.inf"), ContainsSubstring("not a finite number"));
    CHECK_THAT(why("nan"), ContainsSubstring("not a finite number"));
    CHECK_THAT(why("1_000"), ContainsSubstring("write 1000"));
    CHECK_THAT(why("0,5"), ContainsSubstring("decimals follow a point"));
    CHECK_THAT(why("0x10"), ContainsSubstring("only decimal numbers"));
    CHECK_THAT(why("50%"), ContainsSubstring("from 0 to 1"));
    CHECK_THAT(why("5 persons"), ContainsSubstring("write the number alone"));
    CHECK_THAT(why("+5"), ContainsSubstring("write 5"));
    CHECK_THAT(why("1e999"), ContainsSubstring("too large"));
    CHECK_THAT(why("much"), ContainsSubstring("not a number"));
    CHECK_THAT(why(""), ContainsSubstring("not a number"));
    CHECK_THAT(why("1.2.3"), ContainsSubstring("not a number"));
    CHECK_THAT(why("0x"), ContainsSubstring("only decimal numbers"));
}

TEST_CASE("what is proposed could be written")
{
    CHECK(why("007\tx") == "a leading 0 makes it octal in some programs; ");
    CHECK(why("+0\t") == "numbers are written without +; ");
    CHECK(why("0" + std::string(100, '9')) == "a leading 0 makes it octal in some programs; ");
    CHECK(why_no_duration("every 6 months") == "this happens once, for a while; write '6 months'");
    CHECK(why_no_duration("every \t") == "this happens once, for a while; leave out 'every'");
}

TEST_CASE("whole numbers are digits alone")
{
    CHECK(std::get<std::uint64_t>(parse_whole("18446744073709551615")) ==
          std::numeric_limits<std::uint64_t>::max());
    CHECK_THAT(why_no_whole("100000000000000000000"), ContainsSubstring("too large"));
    CHECK_THAT(why_no_whole("1e3"), ContainsSubstring("write 1000"));
    CHECK_THAT(why_no_whole("2.5"), ContainsSubstring("not a whole number"));
    CHECK_THAT(why_no_whole("-1"), ContainsSubstring("negative"));
    CHECK_THAT(why_no_whole("010"), ContainsSubstring("write 10"));
}

TEST_CASE("numbers are written so that they read back the same")
{
    for (double const value : {0.1, 1.0 / 3.0, 1e-300, 1e300, 12345678.9, 0.0}) {
        CHECK(std::get<double>(parse_number(to_text(value))) == value);
    }
}

TEST_CASE("months of the calendar are read as year and month")
{
    CHECK(std::get<Month>(parse_month("2005-01")) == Month{2005, 1});
    for (std::string const text : {"2005", "2005-13", "2005-1", "05-01", "2005-01-15", "0000-01",
                                   "2005-00", "January 2005", "-005-01", ""}) {
        CAPTURE(text);
        CHECK(std::holds_alternative<Refusal>(parse_month(text)));
    }
}

namespace {

std::string why_no_month(std::string const& text)
{
    auto const refusal = std::get<Refusal>(parse_month(text));
    return refusal.why + "; " + refusal.remedy;
}

}  // namespace

TEST_CASE("a quarter is its first month, or, of an end, its last")
{
    // quarter q begins with month 3 q - 2 and ends with month 3 q
    CHECK(std::get<Month>(parse_month("2006-Q1")) == Month{2006, 1});
    CHECK(std::get<Month>(parse_month("2006-Q2")) == Month{2006, 4});
    CHECK(std::get<Month>(parse_month("2006-Q4")) == Month{2006, 10});
    CHECK(last_month_of("2006-Q1") == Month{2006, 3});
    CHECK(last_month_of("2006-Q4") == Month{2006, 12});
    CHECK(last_month_of("2006-05") == Month{2006, 5});
    for (std::string const text :
         {"2006Q2", "2006-q2", "Q2 2006", "2006 Q2", "2006/Q2", "Q2-2006"}) {
        CAPTURE(text);
        CHECK(why_no_month(text) == "this is not how a quarter is written; write 2006-Q2");
    }
    CHECK_THAT(why_no_month("2006-Q5"), ContainsSubstring("quarters go from Q1 to Q4"));
    CHECK_THAT(why_no_month("2006-Q0"), ContainsSubstring("quarters go from Q1 to Q4"));
    CHECK_THAT(why_no_month("2006-Q12"), ContainsSubstring("quarters go from Q1 to Q4"));
    CHECK_THAT(why_no_month("0000-Q1"), ContainsSubstring("years count from 0001"));
    CHECK_THAT(why_no_month("2006-Q"), ContainsSubstring("this is not a date"));
}

TEST_CASE("words say how often something happens")
{
    CHECK(std::get<Duration>(parse_duration("monthly", false, true)).count == 1);
    CHECK(std::get<Duration>(parse_duration("quarterly", false, true)).count == 3);
    CHECK(std::get<Duration>(parse_duration("yearly", false, true)).count == 12);
    CHECK(std::get<Duration>(parse_duration("every quarter", false, true)).count == 3);
    CHECK(std::get<Duration>(parse_duration("every 2 quarters", false, true)).count == 6);
    CHECK(std::get<Duration>(parse_duration("1 quarter", false, false)).count == 3);
    CHECK(std::get<Duration>(parse_duration("4000 quarters", false, false)).count == 12'000);
    CHECK(why_no_duration("yearly") == "this happens once, for a while; write '1 year'");
    CHECK(why_no_duration("quarterly") == "this happens once, for a while; write '3 months'");
    CHECK_THAT(why_no_duration("4001 quarters"), ContainsSubstring("longer"));
    auto const near = [](std::string const& text) {
        return std::get<Refusal>(parse_duration(text, true, true)).remedy;
    };
    CHECK(near("yearli") == "did you mean 'yearly'?");
    CHECK(near("Quarterly") == "did you mean 'quarterly'?");
    CHECK(near("annually") == "write 'yearly'");
    CHECK(near("every yearly") == "did you mean 'yearly'?");
}

TEST_CASE("time spans carry their unit")
{
    CHECK(std::get<Duration>(parse_duration("6 months", false, false)).count == 6);
    CHECK(std::get<Duration>(parse_duration("1 year", false, false)).count == 12);
    CHECK(std::get<Duration>(parse_duration("every 2 years", false, true)).count == 24);
    CHECK(std::get<Duration>(parse_duration("every year", false, true)).count == 12);
    CHECK(std::get<Duration>(parse_duration("2 ticks", true, true)).unit == Duration::Unit::ticks);
    CHECK_THAT(why_no_duration("6"), ContainsSubstring("the unit is missing; write '6 months'"));
    CHECK_THAT(why_no_duration("6 weeks"), ContainsSubstring("'weeks' is no unit"));
    CHECK_THAT(why_no_duration("2 ticks"), ContainsSubstring("'ticks' is no unit"));
    CHECK_THAT(why_no_duration("0 months"), ContainsSubstring("must not be 0"));
    CHECK_THAT(why_no_duration("every 2 years"), ContainsSubstring("write '2 years'"));
    CHECK_THAT(why_no_duration("99999 years"), ContainsSubstring("longer"));
    CHECK_THAT(why_no_duration("half a year"), ContainsSubstring("a whole number and its unit"));
    CHECK(to_text(Duration{.count = 18}) == "18 months");
    CHECK(to_text(Duration{.count = 24}) == "2 years");
    CHECK(to_text(Duration{.count = 1, .unit = Duration::Unit::ticks}) == "1 tick");
}
