#include "document/nearest.hpp"
#include "scenario/format/wording.hpp"
#include "scenario/reading/reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

namespace parley {

namespace {

std::string repeat(std::string_view noun)
{
    return fmt::format("a list of {}", plural(noun));
}

}  // namespace

bool Reader::read_id(Node const& node, std::string const& what, std::string& value, Named named)
{
    auto const noun = to_string(named);
    if (node.kind != Node::Kind::scalar && node.text.empty()) {
        expect(node, what, fmt::format("the id of {}", with_article(noun)));
        return false;
    }
    if (!names_.knows(named, node.text)) {
        auto const& known = *names_.of(named);
        mistakes_.add(node.place,
                      fmt::format("unknown {} {} in {}", noun, in_quotes(node.text), what),
                      known.empty() ? fmt::format("the scenario has no {}", section_of(named)) : "",
                      known.empty() ? fmt::format("describe it under '{}'", section_of(named))
                                    : suggest(node.text, known));
        return false;
    }
    value = node.text;
    return true;
}

void Reader::id(Key const& key, std::string& value, Named named)
{
    know(key.name);
    auto const* found = node_.find(key.name);
    bool const word =
        found != nullptr && found->kind == Node::Kind::nothing && !found->text.empty();
    if (!word) {  // else it is an id such as NULL
        found = find(key);
    }
    if (found != nullptr) {
        read_id(*found, path_of(key.name), value, named);
    }
}

void Reader::read_ids(Node const& node, std::string const& what, Ids& value, Named named,
                      Count count)
{
    if (node.kind != Node::Kind::sequence) {
        expect(node, what, repeat(to_string(named)),
               node.text.empty() ? "" : fmt::format("write [{}]", visible(node.text)));
        return;
    }
    if (node.items.size() < count.least || node.items.size() > count.most) {
        bool const too_many = count.most < node.items.size();
        auto const bound = too_many ? count.most : count.least;
        char const* const side = too_many ? "at most " : "at least ";
        mistakes_.add(node.place, fmt::format("'{}' must name {}{} {}, not {}", what,
                                              count.least == count.most ? "" : side, bound,
                                              bound == 1 ? std::string{to_string(named)}
                                                         : plural(to_string(named)),
                                              node.items.size()));
        return;
    }
    std::unordered_map<std::string_view, Place> first;
    for (auto const& item : node.items) {
        std::string id;
        if (!read_id(item, what, id, named)) {
            continue;
        }
        auto const [known, is_new] = first.emplace(item.text, item.place);
        if (is_new) {
            value.push_back(std::move(id));
        } else {
            mistakes_.add(
                item.place,
                fmt::format("{} {} stands twice in {}", to_string(named), in_quotes(id), what), "",
                "remove one of them", known->second, "it first stands here");
        }
    }
}

void Reader::ids(Key const& key, Ids& value, Named named, Count count)
{
    if (auto const* found = find(key)) {
        if (count.alone && found->kind == Node::Kind::scalar) {
            std::string one;
            if (read_id(*found, path_of(key.name), one, named)) {
                value = {std::move(one)};
            }
            return;
        }
        read_ids(*found, path_of(key.name), value, named, count);
    }
}

void Reader::selection(Key const& key, written::Selection& value, Named named,
                       std::span<std::string_view const> groups)
{
    auto const* found = find(key);
    if (found == nullptr) {
        return;
    }
    if (found->kind == Node::Kind::scalar &&
        std::ranges::find(groups, found->text) != groups.end()) {
        value = {.group = found->text};
        return;
    }
    if (found->kind == Node::Kind::sequence) {
        value = {};
        read_ids(*found, path_of(key.name), value.ids, named, {});
        return;
    }
    auto const what = found->kind == Node::Kind::scalar ? in_quotes(found->text)
                                                        : std::string{to_string(found->kind)};
    bool const one = found->kind == Node::Kind::scalar && names_.knows(named, found->text);
    auto const list = repeat(to_string(named));
    std::vector<std::string_view> wanted(groups.begin(), groups.end());
    wanted.emplace_back(list);
    mistakes_.add(found->place,
                  fmt::format("'{}' must be {}, not {}", path_of(key.name), any_of(wanted), what),
                  std::string{key.about},
                  fmt::format("write '{}: {}'", key.name,
                              one ? fmt::format("[{}]", found->text) : std::string{key.example}));
}

void Reader::groups(Key const& key, std::vector<Ids>& value, Named named, Count groups, Count count)
{
    auto const* found = find(key, Node::Kind::sequence,
                             fmt::format("a list of lists of {}", plural(to_string(named))));
    if (found == nullptr) {
        return;
    }
    auto const size = found->items.size();
    if (size < groups.least || size > groups.most) {
        mistakes_.add(found->place,
                      fmt::format("'{}' must hold {} {}, not {}", path_of(key.name),
                                  groups.least == groups.most
                                      ? std::to_string(groups.least)
                                      : fmt::format("{} to {}", groups.least, groups.most),
                                  "lists", size),
                      std::string{key.about}, fmt::format("write '{}: {}'", key.name, key.example));
        return;
    }
    for (std::size_t i = 0; i < size; ++i) {
        read_ids(found->items[i], fmt::format("{}.{}", path_of(key.name), i), value.emplace_back(),
                 named, count);
    }
}

void Reader::by_id(Key const& key, written::Numbers& value, Named named, Range const& range,
                   bool all)
{
    auto const* found = find(key);
    if (found == nullptr) {
        return;
    }
    auto const what = path_of(key.name);
    if (all && found->kind == Node::Kind::scalar) {
        double number = 0.0;
        if (read_number(*found, what, number, range, key.about)) {
            value.all = number;
        }
        return;
    }
    auto const noun = to_string(named);
    if (found->kind != Node::Kind::mapping) {
        auto const mapping = fmt::format("a mapping from {}s to numbers", noun);
        expect(*found, what, all ? in_words(range) + ", or " + mapping : mapping);
        return;
    }
    for (auto const& item : found->items) {
        double number = 0.0;
        bool const for_all = all && item.key == "all";
        if (!for_all && !names_.knows(named, item.key)) {
            mistakes_.add(item.key_place,
                          fmt::format("unknown {} {} in {}", noun, in_quotes(item.key), what), "",
                          suggest(item.key, *names_.of(named)));
        } else if (read_number(item, fmt::format("{}.{}", what, visible(item.key)), number, range,
                               key.about)) {
            (for_all ? value.all.emplace() : value.of[item.key]) = number;
        }
    }
}

}  // namespace parley
