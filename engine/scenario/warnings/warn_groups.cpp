#include "document/mistake.hpp"
#include "scenario/reading/lists.hpp"
#include "scenario/warnings/warnings.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace parley {

namespace {

/// Does a value, or one in it, name the group?
bool names(Node const& node, std::string const& group)
{
    if (node.kind == Node::Kind::scalar) {
        if (node.text.find(" except ") == std::string::npos) {
            return node.text == group;
        }
        auto const phrase = exception_in(node.text);
        return phrase && (phrase->group == group || std::ranges::count(phrase->but, group) > 0);
    }
    return std::ranges::any_of(node.items, [&](Node const& item) { return names(item, group); });
}

}  // namespace

void warn_of_groups(Node const& document, Mistakes& warnings)
{
    auto const* groups = document.find("groups");
    if (groups == nullptr) {
        return;
    }
    for (Node const& group : groups->items) {
        if (!names(document, group.key)) {
            warnings.add(group.key_place,
                         fmt::format("group {} is named nowhere", in_quotes(group.key)),
                         "it changes nothing", "name it in a list of states, or leave it out");
        }
    }
}

}  // namespace parley
