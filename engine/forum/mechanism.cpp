#include "forum/mechanism.hpp"

#include <algorithm>

namespace parley {
namespace {

constexpr double rounding = 1e-9;  // of payoffs that come of the same sums

double entry_of(Vector const& raised, Eigen::Index member)
{
    return raised.size() > 0 ? raised(member) : 0.0;
}

Mechanism what_raised(Session const& session, Block const& block)
{
    double const hoped = entry_of(session.outside_option, block.member);
    double const price = entry_of(session.signature, block.member);
    double const raised = hoped + price;
    if (raised <= 0.0 || block.shortfall > raised + rounding) {
        return Mechanism::gains_too_little;
    }
    return hoped >= price ? Mechanism::hopes_for_more_elsewhere : Mechanism::cost_of_signing;
}

}  // namespace

std::optional<Mechanism> mechanism_of(Session const& session)
{
    if (session.agreed()) {
        return std::nullopt;
    }
    if (session.outcome.status == Status::overtaken) {
        return Mechanism::overtaken;
    }
    Block const* const block = furthest_block(session.outcome);
    if (block == nullptr) {
        return std::nullopt;
    }
    switch (block->reason) {
        case Block::Reason::reservation_value:
            return what_raised(session, *block);
        case Block::Reason::red_line:
            return Mechanism::red_line;
        case Block::Reason::deadline:
            return Mechanism::out_of_time;
        case Block::Reason::participation:
            return Mechanism::too_few_others;
        case Block::Reason::cycling:
            return Mechanism::joined_and_left;
    }
    return std::nullopt;
}

std::string in_words(Mechanism mechanism)
{
    std::string words{mechanism_names[static_cast<std::size_t>(mechanism)]};
    std::ranges::replace(words, '_', ' ');
    return words;
}

}  // namespace parley
