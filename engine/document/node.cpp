#include "document/node.hpp"

#include <algorithm>
#include <utility>

namespace parley {

Node const* Node::find(std::string_view name) const
{
    if (kind != Kind::mapping) {
        return nullptr;
    }
    auto const found = std::ranges::find(items, name, &Node::key);
    return found == items.end() ? nullptr : &*found;
}

Node* Node::find(std::string_view name)
{
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-const-cast): this one may be changed
    return const_cast<Node*>(std::as_const(*this).find(name));
}

void Node::put(std::vector<std::string> const& path, Node value)
{
    Node* target = this;
    for (std::size_t i = 0; i + 1 < path.size(); ++i) {
        auto* inner = target->find(path[i]);
        if (inner == nullptr) {
            target->items.push_back({.kind = Kind::mapping,
                                     .place = value.place,
                                     .key = path[i],
                                     .key_place = value.place});
            inner = &target->items.back();
        }
        target = inner;
    }
    value.key = path.back();
    target->items.push_back(std::move(value));
}

std::string_view to_string(Node::Kind kind)
{
    switch (kind) {
        case Node::Kind::nothing:
            return "nothing";
        case Node::Kind::scalar:
            return "text";
        case Node::Kind::sequence:
            return "a list";
        case Node::Kind::mapping:
            return "a mapping";
    }
    return "";
}

std::vector<std::string> keys_of(Node const& mapping)
{
    std::vector<std::string> keys;
    keys.reserve(mapping.items.size());
    for (auto const& item : mapping.items) {
        keys.push_back(item.key);
    }
    return keys;
}

}  // namespace parley
