#include "document/number.hpp"

#include "document/mistake.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace parley {

namespace {

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

std::string lower(std::string_view text)
{
    std::string result{text};
    std::ranges::transform(result, result.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return result;
}

/// `write 8`, where what is meant is a number itself and not as long as a line.
std::string proposal(std::string_view meant)
{
    constexpr std::size_t longest = 40;
    bool const good =
        meant.size() <= longest && std::holds_alternative<double>(parse_number(meant));
    return good ? fmt::format("write {}", meant) : "";
}

/// A text that somebody means as a number but that is none, and what is meant.
Refusal refusal(std::string_view text)
{
    auto const plain = lower(text);
    auto body = std::string_view{plain};
    if (body.starts_with('+') || body.starts_with('-')) {
        body.remove_prefix(1);
    }
    if (body == ".nan" || body == "nan") {
        return {"this is not a finite number", "leave the key out where the value is unknown"};
    }
    if (body == ".inf" || body == "inf" || body == "infinity") {
        return {"this is not a finite number", "leave the key out where there is no limit"};
    }
    if (body.empty() || !(is_digit(body[0]) || body[0] == '.')) {
        return {"this is not a number", ""};
    }
    if (body.starts_with("0x") || body.starts_with("0o") || body.starts_with("0b")) {
        return {"only decimal numbers are read", "write it in digits"};
    }
    if (plain.starts_with('+')) {
        return {"numbers are written without +", proposal(body)};
    }
    if (body.ends_with('%')) {
        return {"shares are written as numbers from 0 to 1", "divide it by 100, as in 0.5 for 50%"};
    }
    if (body.find_first_of("_' ") != std::string_view::npos &&
        body.find_first_not_of("0123456789._' ") == std::string_view::npos) {
        std::string digits;
        std::ranges::copy_if(plain, std::back_inserter(digits),
                             [](char c) { return is_digit(c) || c == '.' || c == '-'; });
        return {"digits are not grouped", proposal(digits)};
    }
    if (auto const comma = body.find(','); comma != std::string_view::npos) {
        return {"decimals follow a point, and digits are not grouped",
                "write 0.5 for 0,5 and 1000 for 1,000"};
    }
    if (body.size() > 1 && body[0] == '0' && is_digit(body[1])) {
        auto digits = body.substr(std::min(body.find_first_not_of('0'), body.size() - 1));
        if (!is_digit(digits[0])) {  // keep the 0 of 0.5
            digits = body.substr(static_cast<std::size_t>(digits.data() - body.data()) - 1);
        }
        return {"a leading 0 makes it octal in some programs",
                proposal(fmt::format("{}{}", plain.starts_with('-') ? "-" : "", digits))};
    }
    auto const end = body.find_first_not_of("0123456789.");
    if (end != std::string_view::npos && body[end] == ' ') {
        return {"the unit is fixed and is not written", "write the number alone"};
    }
    return {"this is not a number", ""};
}

}  // namespace

std::variant<double, Refusal> parse_number(std::string_view text)
{
    auto const digits = text.starts_with('-') ? text.substr(1) : text;
    bool const starts_well = !digits.empty() && (is_digit(digits[0]) || digits[0] == '.');
    bool const octal = digits.size() > 1 && digits[0] == '0' && is_digit(digits[1]);
    double value = 0.0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (!starts_well || octal || end != text.data() + text.size() ||
        error == std::errc::invalid_argument) {
        return refusal(text);
    }
    if (error == std::errc::result_out_of_range || !std::isfinite(value)) {
        return Refusal{"it is too large or too small for the computer's numbers", ""};
    }
    return value + 0.0;  // no negative zero
}

std::variant<std::uint64_t, Refusal> parse_whole(std::string_view text)
{
    std::uint64_t value = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    bool const octal = text.size() > 1 && text[0] == '0';
    if (error == std::errc{} && end == text.data() + text.size() && !octal) {
        return value;
    }
    if (error == std::errc::result_out_of_range && std::ranges::all_of(text, is_digit)) {
        return Refusal{"it is too large", ""};
    }
    auto const number = parse_number(text);
    if (auto const* refusal = std::get_if<Refusal>(&number)) {
        return *refusal;
    }
    auto const fraction = std::get<double>(number);
    if (fraction >= 0.0 && fraction < 1e15 && fraction == std::floor(fraction)) {
        return Refusal{"whole numbers are written with digits alone",
                       fmt::format("write {}", static_cast<std::uint64_t>(fraction))};
    }
    return Refusal{fraction < 0.0 ? "it is negative" : "it is not a whole number", ""};
}

std::string to_text(double value)
{
    return fmt::format("{}", value);
}

}  // namespace parley
