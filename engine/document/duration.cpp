#include "document/duration.hpp"

#include "document/mistake.hpp"
#include "document/nearest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>
#include <vector>

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

/// A unit of time spans.
struct Unit {
    std::string_view one;
    std::string_view several;
    int months;          ///< in it; 0: it is a tick
    std::uint64_t most;  ///< that a time span may have

    [[nodiscard]] constexpr bool in_ticks() const { return months == 0; }

    [[nodiscard]] constexpr Duration times(int count) const
    {
        return in_ticks() ? Duration{.count = count, .unit = Duration::Unit::ticks}
                          : Duration{.count = count * months};
    }
};

constexpr std::array<Unit, 4> units{{{"month", "months", 1, 12'000},
                                     {"quarter", "quarters", 3, 4'000},
                                     {"year", "years", 12, 1'000},
                                     {"tick", "ticks", 0, 1'000'000}}};

/// Words for how often something happens, and the months from one time to the next.
constexpr std::array<std::pair<std::string_view, int>, 3> frequencies{
    {{"monthly", 1}, {"quarterly", 3}, {"yearly", 12}}};

Refusal no_duration(std::string_view text, bool ticks, bool repeated)
{
    std::vector<std::string> words;
    words.reserve(frequencies.size());
    for (auto const& [word, months] : frequencies) {
        words.emplace_back(word);
    }
    if (auto const near = nearest(text, words); repeated && !near.empty()) {
        return {"a time span is a whole number and its unit",
                fmt::format("did you mean '{}'?", near)};
    }
    if (repeated && (text == "annual" || text == "annually")) {
        return {"a time span is a whole number and its unit", "write 'yearly'"};
    }
    return {"a time span is a whole number and its unit",
            ticks ? "write it as '6 months', '1 year' or '1 tick'"
                  : "write it as '6 months' or '1 year'"};
}

/// "2006-Q2" for that and the ways in which it is often written, such as 2006Q2, 2006-q2 and
/// Q2 2006; else "".
std::string quarter_meant(std::string_view text)
{
    std::string year;
    std::string quarter;
    for (std::size_t i = 0; i < text.size(); ++i) {
        bool const digit = text[i] >= '0' && text[i] <= '9';
        if ((text[i] == 'Q' || text[i] == 'q') && quarter.empty() && i + 1 < text.size()) {
            quarter = text[++i];
        } else if (digit) {
            year += text[i];
        } else if (text[i] != '-' && text[i] != ' ' && text[i] != '/') {
            return "";
        }
    }
    bool const whole = year.size() == 4 && quarter >= "1" && quarter <= "4";
    return whole ? fmt::format("{}-Q{}", year, quarter) : "";
}

}  // namespace

std::variant<Month, Refusal> parse_month(std::string_view text)
{
    constexpr auto remedy = "write year and month, as in 2005-01, or a quarter, as in 2005-Q2";
    auto const dash = text.find('-');
    auto const year = digits(text.substr(0, dash));
    if (auto meant = quarter_meant(text); !meant.empty() && meant != text) {
        return Refusal{"this is not how a quarter is written", "write " + meant};
    }
    if (text.size() == 4 && year) {
        return Refusal{"the month is missing", fmt::format("write it as in {}-01", text)};
    }
    if (dash != 4 || !year) {
        return Refusal{"this is not a date", remedy};
    }
    auto const rest = text.substr(dash + 1);
    if (auto const quarter = rest.starts_with('Q') ? digits(rest.substr(1)) : std::nullopt) {
        if (*year < 1 || *quarter < 1 || *quarter > 4 || rest.size() != 2) {
            return Refusal{*year < 1 ? "years count from 0001" : "quarters go from Q1 to Q4",
                           remedy};
        }
        return Month{*year, 3 * *quarter - 2};
    }
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

Month last_month_of(std::string_view text)
{
    auto const month = parse_month(text);
    auto const* first = std::get_if<Month>(&month);
    if (first == nullptr) {
        return {};
    }
    return text.find('Q') == std::string_view::npos ? *first : *first + 2;
}

std::variant<Duration, Refusal> parse_duration(std::string_view text, bool ticks, bool repeated)
{
    constexpr std::string_view every = "every ";
    auto const* const word =
        std::ranges::find(frequencies, text, &std::pair<std::string_view, int>::first);
    if (text.starts_with(every) || word != frequencies.end()) {
        if (!repeated) {
            auto const span = word == frequencies.end()
                                  ? parse_duration(text.substr(every.size()), ticks, false)
                                  : Duration{.count = word->second};
            auto const* meant = std::get_if<Duration>(&span);
            return Refusal{"this happens once, for a while",
                           meant != nullptr ? fmt::format("write '{}'", to_text(*meant))
                                            : "leave out 'every'"};
        }
        if (word != frequencies.end()) {
            return Duration{.count = word->second};
        }
        text.remove_prefix(every.size());
        auto const* const unit = std::ranges::find(units, text, &Unit::one);
        if (unit != units.end() && (ticks || !unit->in_ticks())) {
            return unit->times(1);
        }
    }
    auto const space = text.find(' ');
    auto const number = parse_whole(text.substr(0, space));
    if (std::holds_alternative<Refusal>(number)) {
        return no_duration(text, ticks, repeated);
    }
    if (space == std::string_view::npos) {
        return Refusal{"the unit is missing",
                       fmt::format("write '{0} months' or '{0} years'", text)};
    }
    auto const name = text.substr(space + 1);
    auto const* const unit = std::ranges::find_if(
        units, [&](Unit const& each) { return name == each.one || name == each.several; });
    if (unit == units.end() || (unit->in_ticks() && !ticks)) {
        return Refusal{fmt::format("{} is no unit here", in_quotes(name)),
                       ticks ? "the units are months, quarters, years and ticks"
                             : "the units are months, quarters and years"};
    }
    auto const count = std::get<std::uint64_t>(number);
    if (count < 1 || count > unit->most) {
        return Refusal{
            count < 1 ? "it must not be 0" : "it is longer than 1000 years or a million ticks", ""};
    }
    return unit->times(static_cast<int>(count));
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
