#include "cli/negotiation/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace parley {

std::string number(double value, double scale, int digits)
{
    if (std::isnan(value)) {
        return "-";
    }
    bool const nothing = std::abs(value) <= 1e-12 * scale;
    return fmt::format("{:.{}g}", nothing ? 0.0 : value, digits);
}

std::string status_in_words(Status status)
{
    std::string words{to_string(status)};
    std::ranges::replace(words, '_', ' ');
    return words;
}

std::string result_in_words(Outcome const& outcome)
{
    auto words = status_in_words(outcome.status);
    words[0] = static_cast<char>(words[0] - 'a' + 'A');
    return fmt::format("{} after {} {}.", words, outcome.rounds,
                       outcome.rounds == 1 ? "round" : "rounds");
}

std::string Reasons::verdict(Eigen::Index actor) const
{
    Outcome const& outcome = talks_.outcome;
    auto const slot = static_cast<std::size_t>(actor);
    std::string why;
    for (Block const& block : talks_.against) {
        if (block.member == actor) {
            why += (why.empty() ? "" : "; ") + in_words(block);
        }
    }
    std::string_view verdict = "in favour";
    if (outcome.status == Status::agreed && outcome.signatories[slot] == 0) {
        verdict = "stays out";
    } else if (outcome.status == Status::agreed) {
        verdict = outcome.consenting[slot] != 0 ? "signs"
                  : outcome.abstains(slot)      ? "abstains"
                                                : "outvoted";
    } else if (outcome.abstains(slot)) {
        verdict = "abstains";
    } else if (!why.empty()) {
        verdict = "objects";
    } else if (outcome.consenting[slot] == 0) {
        verdict = "-";
    }
    return fmt::format("{}{}{}", verdict, why.empty() ? "" : ": ", why);
}

std::string Reasons::in_words(Block const& block) const
{
    std::string const where =
        block.issue < 0
            ? ""
            : " on " + negotiation_.positions.issues[static_cast<std::size_t>(block.issue)];
    switch (block.reason) {
        case Block::Reason::reservation_value:
            return block.shortfall > 0.0 ? fmt::format("{} short of its reservation value{}",
                                                       number(block.shortfall), where)
                                         : "not won over";
        case Block::Reason::red_line:
            return fmt::format("red line{}, crossed by {}", where, number(block.shortfall));
        case Block::Reason::deadline:
            return fmt::format("still asked for {} more{}", number(block.shortfall), where);
        case Block::Reason::participation:
            return "would have signed, but too few others would";
        case Block::Reason::cycling:
            return "joined and left in turn";
    }
    return "";
}

}  // namespace parley
