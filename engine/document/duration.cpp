#include "document/duration.hpp"

#include "document/mistake.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

namespace parley {

namespace {

std::optional<int> digits(std::string_view text)
{
    int value = 0;
    bool const plain = !text.empty() && text.size() <= 4 &&
                       std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
    if (!plain) {
        return {};
    }
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

Refusal no_duration(bool ticks)
{
    return {"a time span is a whole number and its unit",
            ticks ? "write it as '6 months', '1 year' or '1 tick'"
                  : "write it as '6 months' or '1 year'"};
}

}  // namespace

std::variant<Month, Refusal> parse_month(std::string_view text)
{
    constexpr auto remedy = "write year and month, as in 2005-01";
    auto const dash = text.find('-');
    auto const year = digits(text.substr(0, dash));
    if (dash != 4 || !year) {
        return Refusal{"this is not a date", remedy};
    }
    auto const rest = text.substr(dash + 1);
    auto const month = digits(rest);
    if (rest.size() == 5 && rest[2] == '-') {
        auto const meant = text.substr(0, 7);
        bool const is_month = std::holds_alternative<Month>(parse_month(meant));
        return Refusal{"dates are to the month, without a day",
                       is_month ? fmt::format("write {}", meant) : remedy};
    }
    if (!month || rest.size() > 2) {
        return Refusal{"this is not a date", remedy};
    }
    if (*year < 1 || *month < 1 || *month > 12) {
        return Refusal{*year < 1 ? "years count from 0001" : "months go from 01 to 12", remedy};
    }
    if (rest.size() == 1) {
        return Refusal{"the month has two digits", fmt::format("write {:04}-{:02}", *year, *month)};
    }
    return Month{*year, *month};
}

std::variant<Duration, Refusal> parse_duration(std::string_view text, bool ticks, bool repeated)
{
    constexpr std::string_view every = "every ";
    if (text.starts_with(every)) {
        if (!repeated) {
            auto const meant = text.substr(every.size());
            bool const is_span =
                std::holds_alternative<Duration>(parse_duration(meant, ticks, false));
            return Refusal{"this happens once, for a while",
                           is_span ? fmt::format("write '{}'", meant) : "leave out 'every'"};
        }
        text.remove_prefix(every.size());
        if (text == "month" || text == "year" || (ticks && text == "tick")) {
            return Duration{
                .count = text == "year" ? 12 : 1,
                .unit = text == "tick" ? Duration::Unit::ticks : Duration::Unit::months};
        }
    }
    auto const space = text.find(' ');
    auto const number = parse_whole(text.substr(0, space));
    if (std::holds_alternative<Refusal>(number)) {
        return no_duration(ticks);
    }
    if (space == std::string_view::npos) {
        return Refusal{"the unit is missing",
                       fmt::format("write '{0} months' or '{0} years'", text)};
    }
    auto const unit = text.substr(space + 1);
    bool const years = unit == "year" || unit == "years";
    bool const in_ticks = unit == "tick" || unit == "ticks";
    if (!years && !(in_ticks && ticks) && unit != "month" && unit != "months") {
        return Refusal{
            fmt::format("{} is no unit here", in_quotes(unit)),
            ticks ? "the units are months, years and ticks" : "the units are months and years"};
    }
    auto const count = std::get<std::uint64_t>(number);
    std::uint64_t most = years ? 1'000 : 12'000;
    if (in_ticks) {
        most = 1'000'000;
    }
    if (count < 1 || count > most) {
        return Refusal{
            count < 1 ? "it must not be 0" : "it is longer than 1000 years or a million ticks", ""};
    }
    return Duration{.count = static_cast<int>(count) * (years ? 12 : 1),
                    .unit = in_ticks ? Duration::Unit::ticks : Duration::Unit::months};
}

std::string to_text(Duration duration)
{
    bool const ticks = duration.unit == Duration::Unit::ticks;
    bool const years = !ticks && duration.count % 12 == 0;
    int const count = years ? duration.count / 12 : duration.count;
    char const* unit = years ? "year" : "month";
    if (ticks) {
        unit = "tick";
    }
    return fmt::format("{} {}{}", count, unit, count == 1 ? "" : "s");
}

}  // namespace parley
