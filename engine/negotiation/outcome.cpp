#include "negotiation/outcome.hpp"

#include <algorithm>

namespace parley {

Block const* furthest_block(Outcome const& outcome)
{
    auto const found = std::ranges::max_element(outcome.blocked_by, {}, &Block::shortfall);
    return found == outcome.blocked_by.end() ? nullptr : &*found;
}

std::string_view vote_in_words(Outcome const& outcome, std::size_t member)
{
    if (outcome.abstains(member)) {
        return "abstains";
    }
    return outcome.consenting[member] != 0 ? "votes in favour" : "votes against";
}

std::string_view to_string(Status status)
{
    switch (status) {
        case Status::agreed:
            return "agreed";
        case Status::broken_off:
            return "broken_off";
        case Status::timed_out:
            return "timed_out";
        case Status::overtaken:
            return "overtaken";
    }
    return {};
}

std::string_view to_string(Block::Reason reason)
{
    switch (reason) {
        case Block::Reason::reservation_value:
            return "reservation_value";
        case Block::Reason::red_line:
            return "red_line";
        case Block::Reason::deadline:
            return "deadline";
        case Block::Reason::participation:
            return "participation";
        case Block::Reason::cycling:
            return "cycling";
    }
    return {};
}

std::string_view to_string(Move::Kind kind)
{
    switch (kind) {
        case Move::Kind::offer:
            return "offer";
        case Move::Kind::accept:
            return "accept";
        case Move::Kind::walk_away:
            return "walk_away";
        case Move::Kind::proposal:
            return "proposal";
        case Move::Kind::vote:
            return "vote";
    }
    return {};
}

}  // namespace parley
