#include "document/tree_builder.hpp"

#include <fmt/format.h>
#include <yaml-cpp/mark.h>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace parley {

namespace {

std::size_t depth_of(Node const& node)
{
    std::size_t depth = 0;
    for (auto const& item : node.items) {
        depth = std::max(depth, depth_of(item));
    }
    return depth + 1;
}

/// yaml-cpp 0.7 makes single bytes of the escapes \N (U+0085) and \_ (U+00A0), which are no UTF-8.
std::string with_whole_escapes(std::string_view text)
{
    std::string result;
    std::size_t length = 1;
    for (; !text.empty(); text.remove_prefix(length)) {
        if (first_code_point(text, length) == not_utf8) {
            result += '\xc2';
        }
        result += text.substr(0, length);
    }
    return result;
}

}  // namespace

TreeBuilder::TreeBuilder(Source const& source, std::size_t start, DocumentLimits limits,
                         Mistakes& mistakes)
    : source_{source}, start_{start}, limits_{limits}, mistakes_{mistakes}
{
}

std::optional<Place> TreeBuilder::open_bracket() const
{
    // NOLINTNEXTLINE(modernize-use-ranges): clang 14 cannot turn a range of libstdc++ round
    auto const last = std::find_if(stack_.rbegin(), stack_.rend(),
                                   [](Open const& open) { return open.in_brackets; });
    return last == stack_.rend() ? std::nullopt : std::optional{last->node.place};
}

Place TreeBuilder::at(YAML::Mark const& mark) const
{
    auto const offset =
        mark.pos < 0 ? source_.text.size() : start_ + static_cast<std::size_t>(mark.pos);
    return {&source_, std::min(offset, source_.text.size())};
}

void TreeBuilder::OnDocumentStart(YAML::Mark const& mark)
{
    if (++documents_ > 1 && source_.kind == Source::Kind::setting) {
        give_up(at(mark), "something follows the value", "a setting holds one value",
                "put a text in quotes as a whole");
    }
    if (documents_ > 1) {
        give_up(at(mark), "a second document begins here", "a file holds one document",
                "move it to a file of its own");
    }
}

void TreeBuilder::OnNull(YAML::Mark const& mark, YAML::anchor_t anchor)
{
    Node node{.kind = Node::Kind::nothing, .place = at(mark)};
    // yaml-cpp does not say how nothing was written; a state may be called NULL
    std::string_view const rest = std::string_view{source_.text}.substr(node.place.offset);
    for (std::string_view const word : {"~", "null", "Null", "NULL"}) {
        if (rest.starts_with(word) &&
            (rest.size() == word.size() ||
             std::string_view{" \n:,]}#"}.find(rest[word.size()]) != std::string_view::npos)) {
            node.text = word;
        }
    }
    finish(std::move(node), anchor);
}

void TreeBuilder::OnAlias(YAML::Mark const& mark, YAML::anchor_t anchor)
{
    auto const found = anchored_.find(anchor);
    if (found == anchored_.end()) {
        give_up(at(mark), "this alias stands within the value that it repeats",
                "that value would never end", "write the value out");
    }
    check_depth(stack_.size() + depth_of(found->second), at(mark));
    count(found->second, at(mark));
    put(found->second);
}

void TreeBuilder::OnScalar(YAML::Mark const& mark, std::string const& tag, YAML::anchor_t anchor,
                           std::string const& value)
{
    Node node{.kind = Node::Kind::scalar,
              .quoted = tag == "!",
              .text = with_whole_escapes(value),
              .place = at(mark)};
    refuse_tag(tag, node.place);
    if (node.quoted) {
        refuse_open_quote(node.place);
    }
    finish(std::move(node), anchor);
}

void TreeBuilder::OnSequenceStart(YAML::Mark const& mark, std::string const& tag,
                                  YAML::anchor_t anchor, YAML::EmitterStyle::value style)
{
    open(Node::Kind::sequence, mark, tag, anchor, style);
}

void TreeBuilder::OnMapStart(YAML::Mark const& mark, std::string const& tag, YAML::anchor_t anchor,
                             YAML::EmitterStyle::value style)
{
    open(Node::Kind::mapping, mark, tag, anchor, style);
}

void TreeBuilder::open(Node::Kind kind, YAML::Mark const& mark, std::string const& tag,
                       YAML::anchor_t anchor, YAML::EmitterStyle::value style)
{
    refuse_tag(tag, at(mark));
    check_depth(stack_.size() + 1, at(mark));
    stack_.push_back({.node = {.kind = kind, .place = at(mark)},
                      .anchor = anchor,
                      .in_brackets = style == YAML::EmitterStyle::Flow});
}

void TreeBuilder::close()
{
    auto open = std::move(stack_.back());
    stack_.pop_back();
    if (open.node.kind == Node::Kind::mapping) {
        refuse_duplicates(open.node);
        merge(open);
    }
    finish(std::move(open.node), open.anchor);
}

void TreeBuilder::finish(Node node, YAML::anchor_t anchor)
{
    ++values_;
    bytes_ += node.text.size();
    if (anchor != 0) {
        count(node, node.place);
        anchored_[anchor] = node;
    } else {
        count({}, node.place);
    }
    put(std::move(node));
}

void TreeBuilder::put(Node node)
{
    if (stack_.empty()) {
        root_ = std::move(node);
        return;
    }
    auto& parent = stack_.back();
    if (parent.node.kind == Node::Kind::sequence) {
        parent.node.items.push_back(std::move(node));
    } else if (!parent.has_key) {
        put_key(parent, node);
        parent.has_key = true;
    } else {
        parent.has_key = false;
        node.key = std::exchange(parent.key, {});
        node.key_place = parent.key_place;
        if (node.kind == Node::Kind::nothing && node.text.empty()) {
            node.place = node.key_place;  // else it would be that of the next key
        }
        if (std::exchange(parent.merge, false)) {
            take_merged(parent, std::move(node));
        } else if (!std::exchange(parent.drop, false)) {
            parent.node.items.push_back(std::move(node));
        }
    }
}

void TreeBuilder::put_key(Open& mapping, Node const& key)
{
    mapping.key = key.text;
    mapping.key_place = key.place;
    mapping.drop = true;
    if (key.kind == Node::Kind::sequence || key.kind == Node::Kind::mapping) {
        mistakes_.add(key.place, "a key cannot be " + std::string{to_string(key.kind)}, "",
                      "write a name and ':', or put '- ' in front of an item of a list");
    } else if (key.text.empty()) {
        mistakes_.add(key.place, "a key is missing here", "every value of a mapping has a key",
                      "write 'key: value'");
    } else {
        mapping.drop = false;
        mapping.merge = key.text == "<<" && !key.quoted;
    }
}

void TreeBuilder::take_merged(Open& mapping, Node value)
{
    if (mapping.merge_place) {
        mistakes_.add(value.key_place, "'<<' is given twice", "",
                      "merge several mappings by a list: '<<: [*a, *b]'", *mapping.merge_place,
                      "it is first given here");
        return;
    }
    mapping.merge_place = value.key_place;
    mapping.merge_at = mapping.node.items.size();
    auto const is_mapping = [](Node const& node) { return node.kind == Node::Kind::mapping; };
    bool const list = value.kind == Node::Kind::sequence;
    auto const wrong = std::ranges::find_if_not(value.items, is_mapping);
    if (is_mapping(value)) {
        mapping.merged.push_back(std::move(value));
    } else if (list && wrong == value.items.end()) {
        mapping.merged = std::move(value.items);
    } else {
        auto const& culprit = list ? *wrong : value;
        mistakes_.add(
            culprit.place,
            fmt::format("{} must be a mapping{}, not {}", list ? "an item of '<<'" : "'<<'",
                        list ? "" : ", or a list of mappings",
                        culprit.kind == Node::Kind::scalar ? in_quotes(culprit.text)
                                                           : std::string{to_string(culprit.kind)}),
            "it merges their keys into this one",
            "write '<<: *name', and &name before the mapping that is merged");
    }
}

void TreeBuilder::merge(Open& mapping)
{
    std::unordered_set<std::string> known;
    if (mapping.merged.empty()) {
        return;
    }
    for (auto const& item : mapping.node.items) {
        known.insert(item.key);
    }
    std::vector<Node> added;
    for (auto& merged : mapping.merged) {
        for (auto& item : merged.items) {
            if (known.insert(item.key).second) {
                added.push_back(std::move(item));
            }
        }
    }
    auto& items = mapping.node.items;
    auto const at = static_cast<std::ptrdiff_t>(std::min(mapping.merge_at, items.size()));
    items.insert(items.begin() + at, std::move_iterator{added.begin()},
                 std::move_iterator{added.end()});
}

void TreeBuilder::refuse_duplicates(Node& mapping)
{
    std::unordered_map<std::string, Place> first;
    first.reserve(mapping.items.size());
    std::erase_if(mapping.items, [&](Node const& item) {
        auto const [known, is_new] = first.emplace(item.key, item.key_place);
        if (!is_new) {
            mistakes_.add(item.key_place, fmt::format("{} is given twice", in_quotes(item.key)), "",
                          "remove one of them", known->second, "it is first given here");
        }
        return !is_new;
    });
}

void TreeBuilder::refuse_tag(std::string const& tag, Place place)
{
    if (!tag.empty() && tag != "?" && tag != "!") {
        mistakes_.add(place, "a tag such as '!!str' is not read",
                      "every key knows what kind of value it takes", "remove the tag");
    }
}

void TreeBuilder::refuse_open_quote(Place place)
{
    std::string_view const text = source_.text;
    auto i = place.offset;
    while (i < text.size() && (text[i] == '&' || text[i] == '!')) {  // an anchor stands in front
        i = std::min(text.find_first_of(" \n", i), text.size());
        i = std::min(text.find_first_not_of(" \n", i), text.size());
    }
    if (i >= text.size() || (text[i] != '"' && text[i] != '\'')) {
        return;  // a block
    }
    char const quote = text[i];
    for (++i; i < text.size() && text[i] != quote; ++i) {
        bool const doubled = quote == '\'' && text.substr(i).starts_with("''");
        if (doubled || (quote == '"' && text[i] == '\\')) {
            ++i;
        }
    }
    if (i >= text.size()) {
        give_up(place, "the quote opened here is never closed", "",
                fmt::format("add {} where the text ends", quote));
    }
}

void TreeBuilder::count(Node const& node, Place place)
{
    values_ += node.items.size();
    bytes_ += node.key.size() + node.text.size();
    if (values_ > limits_.values || bytes_ > limits_.bytes) {
        give_up(place, fmt::format("there are more than {} values", limits_.values),
                "aliases count as what they stand for", "move long lists to CSV files");
    }
    for (auto const& item : node.items) {
        count(item, place);
    }
}

void TreeBuilder::check_depth(std::size_t depth, Place place) const
{
    if (std::cmp_greater(depth, limits_.depth)) {
        give_up(place, fmt::format("lists and mappings lie {} deep here", depth),
                fmt::format("at most {} are read", limits_.depth),
                "check the brackets and the indentation");
    }
}

}  // namespace parley
