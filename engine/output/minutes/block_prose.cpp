#include "output/minutes/block_prose.hpp"

#include "output/dollars.hpp"
#include "output/minutes/words.hpp"

#include <fmt/format.h>

namespace parley {
namespace {

/// What raised the reservation value of a member that stood in the way: what it hoped for in other
/// forums, and the price of a signature.
std::string what_raised(Json const& block)
{
    auto const reason = word(block.at("reason"));
    if (reason != "reservation_value" && reason != "deadline") {
        return {};
    }
    std::string text;
    if (double const option = number(block.at("outside_option")); option >= 0.0005) {
        text += fmt::format(" It hopes for {:.3f} elsewhere.", option);
    }
    if (double const price = number(block.at("signature")); price >= 0.0005) {
        text += fmt::format(" A signature costs it {:.3f}.", price);
    }
    return text;
}

std::string because(Json const& block)
{
    auto const member = word(block.at("member"));
    Json const& issue = block.at("issue");
    auto const what = issue.is_null() ? std::string_view{"the terms"} : word(issue);
    auto const reason = word(block.at("reason"));
    double const shortfall = number(block.at("shortfall"));
    if (reason == "reservation_value" && shortfall < 0.0005) {
        return fmt::format("{} has nothing to gain.", member);
    }
    if (reason == "reservation_value") {
        Json const& worth = block.at("worth");
        return fmt::format(
            "{}: {} would leave it worse off than no agreement, by {:.3f}{}.", member, what,
            shortfall,
            worth.is_null() ? "" : fmt::format(", worth {} a year", dollars(number(worth))));
    }
    if (reason == "red_line") {
        return fmt::format("{}: {} would cross its red line, by {:.3f}.", member, what, shortfall);
    }
    if (reason == "participation") {
        return fmt::format("{} would have signed, but too few others.", member);
    }
    if (reason == "cycling") {
        return fmt::format("{} joined and left in turn.", member);
    }
    return fmt::format("{}: {} still fell {:.3f} short of what it held out for.", member, what,
                       shortfall);
}

}  // namespace

std::string block_in_prose(Json const& block)
{
    return because(block) + what_raised(block);
}

}  // namespace parley
