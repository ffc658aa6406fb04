#include "scenario/actors/drawn_states.hpp"

#include "document/number.hpp"
#include "scenario/actors/actors.hpp"
#include "scenario/reading/reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace parley {

namespace {

constexpr std::size_t longest_prefix = 32;

bool is_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

bool begins_an_id(std::string_view prefix)
{
    return !prefix.empty() && prefix.size() <= longest_prefix && is_letter(prefix[0]) &&
           std::ranges::all_of(
               prefix, [](char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '_'; });
}

written::Drawn read_drawn(Node const& node, Node const& document, Mistakes& mistakes)
{
    written::Drawn drawn;
    Reading reading{document, mistakes};
    Reader reader{node, "states.drawn", reading};
    describe(reader, drawn);
    reader.finish();
    if (!begins_an_id(drawn.prefix)) {
        mistakes.add(
            node.find("prefix")->place,
            fmt::format("{} cannot begin the ids of states", in_quotes(drawn.prefix)),
            fmt::format("ids begin with a letter and hold letters, digits and _; this part "
                        "of them has at most {}",
                        longest_prefix),
            "write 'prefix: S'");
    }
    return drawn;
}

/// What all drawn states have, as if it had been written for each.
Node common_keys(Node const& node, written::Drawn const& drawn)
{
    Node state{.kind = Node::Kind::mapping, .place = node.place};
    for (auto const& item : node.items) {
        if (item.key != "number" && item.key != "prefix" && item.key != "profile") {
            state.items.push_back(item);
        }
    }
    auto const add = [&](std::string key, double value) {
        state.items.push_back({.kind = Node::Kind::scalar,
                               .text = to_text(value),
                               .place = node.place,
                               .key = std::move(key),
                               .key_place = node.key_place});
    };
    add("sending", drawn.dirichlet[0]);
    add("transit", drawn.dirichlet[1]);
    add("receiving", drawn.dirichlet[2]);
    add("profile_concentration",
        std::accumulate(drawn.dirichlet.begin(), drawn.dirichlet.end(), 0.0));
    return state;
}

}  // namespace

void put_drawn_states(Node& document, Mistakes& mistakes)
{
    auto* states = document.find("states");
    auto const* found = states == nullptr ? nullptr : states->find("drawn");
    if (found == nullptr || found->kind != Node::Kind::mapping) {
        return;
    }
    auto const node = *found;
    auto const before = mistakes.count();
    for (auto const& item : states->items) {
        if (item.key != "drawn") {
            mistakes.add(item.key_place,
                         fmt::format("{} cannot stand beside 'drawn'", in_quotes(item.key)),
                         "the states are drawn at random", "remove one of them", node.key_place,
                         "they are drawn here");
        }
    }
    auto const drawn = read_drawn(node, document, mistakes);
    states->items.clear();
    // what is incomplete has its mistake already
    if (mistakes.count() > before || drawn.dirichlet.empty()) {
        states->kind = Node::Kind::nothing;
        states->incomplete = true;
        return;
    }
    auto state = common_keys(node, drawn);
    auto const digits = std::to_string(drawn.number).size();
    for (int i = 1; i <= drawn.number; ++i) {
        state.key = fmt::format("{}{:0{}}", drawn.prefix, i, digits);
        state.key_place = node.key_place;
        states->items.push_back(state);
    }
}

}  // namespace parley
