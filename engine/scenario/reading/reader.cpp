#include "scenario/reading/reader.hpp"

#include "document/nearest.hpp"
#include "scenario/format/reserved_ids.hpp"
#include "scenario/format/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

namespace parley {

namespace {

/// Does it stand in a table, where keys are columns?
bool is_row(Node const& node)
{
    return node.place.source != nullptr && node.place.source->kind == Source::Kind::table;
}

std::string_view key_noun(Node const& node)
{
    return is_row(node) ? "column" : "key";
}

std::string example_line(Key const& key)
{
    return key.example.empty() ? "" : fmt::format("write '{}: {}'", key.name, key.example);
}

/// Is its value what a setting gives, and not a part of it?
bool is_set(Node const& node)
{
    auto const* source = node.place.source;
    return source != nullptr && source->kind == Source::Kind::setting &&
           node.key_place.source == source && node.key_place.offset < source->text.find('=');
}

}  // namespace

Reader::Reader(Node const& node, std::string path, Reading& reading)
    : node_{node},
      path_{std::move(path)},
      reading_{reading},
      names_{reading.names},
      mistakes_{reading.mistakes}
{
}

std::string Reader::path_of(std::string_view key) const
{
    return path_.empty() ? std::string{key} : fmt::format("{}.{}", path_, key);
}

std::string Reader::example_of(Key const& key, Node const& found) const
{
    return is_set(found) && !key.example.empty()
               ? fmt::format("write '{}={}'", path_of(key.name), key.example)
               : example_line(key);
}

void Reader::know(std::string_view name)
{
    if (std::ranges::find(known_, name) == known_.end()) {
        known_.emplace_back(name);
    }
}

void Reader::finish()
{
    for (auto const& item : node_.items) {
        if (std::ranges::find(known_, item.key) == known_.end()) {
            refuse_unknown(item);
        }
    }
    for (auto const& [name, mistake] : missing_) {
        mistakes_.add(section_place(), mistake.problem, mistake.why, mistake.remedy);
    }
}

std::string Reader::suggest(std::string_view name, std::span<std::string const> known) const
{
    return mistakes_.is_full() ? "" : suggestion(name, known);
}

void Reader::refuse_unknown(Node const& item)
{
    auto const where = path_.empty() ? std::string{} : fmt::format(" in {}", path_);
    auto const problem =
        fmt::format("unknown {} {}{}", key_noun(node_), in_quotes(item.key), where);
    if (!missing_.empty()) {
        std::erase_if(missing_, [near = nearest(item.key, known_)](auto const& missing) {
            return missing.first == near;  // it is not missing but misspelt
        });
    }
    auto remedy = path_.empty() ? names_.path_of(item.key) : std::string{};
    remedy = remedy.empty() ? suggest(item.key, known_)
                            : fmt::format("did you mean {}?", in_quotes(remedy));
    if (item.kind == Node::Kind::nothing &&
        item.key.find_first_not_of("0123456789") == std::string::npos) {
        remedy = "write numbers without commas: 43000000, and 0.5 with a point";
    } else if (item.kind == Node::Kind::nothing && item.key.find(' ') != std::string::npos) {
        remedy = "put a text that holds a comma or a line break in quotes, and ': ' after a key";
    }
    mistakes_.add(item.key_place, problem, "", remedy);
}

Place Reader::section_place() const
{
    return node_.key_place.source == nullptr ? node_.place : node_.key_place;
}

void Reader::miss(Key const& key)
{
    Mistake mistake{.problem = {}, .why = std::string{key.about}, .remedy = example_line(key)};
    if (is_row(node_)) {
        mistake.problem = fmt::format("{} has no value for '{}'", path_, key.name);
        mistake.remedy = "fill in this column";
    } else {
        auto const where = path_.empty() ? std::string{} : fmt::format(" in {}", path_);
        mistake.problem = fmt::format("missing key '{}'{}", key.name, where);
    }
    missing_.emplace_back(key.name, std::move(mistake));
}

Node const* Reader::find(Key const& key)
{
    know(key.name);
    auto const* found = node_.find(key.name);
    if (found == nullptr && key.required && !node_.incomplete) {
        miss(key);
    }
    if (found != nullptr && found->kind == Node::Kind::nothing) {
        if (!found->incomplete) {
            mistakes_.add(found->place, fmt::format("'{}' has no value", path_of(key.name)),
                          std::string{key.about}, example_of(key, *found));
        }
        return nullptr;
    }
    return found;
}

void Reader::expect(Node const& node, std::string const& what, std::string_view wanted,
                    std::string remedy)
{
    auto found = std::string{to_string(node.kind)};
    if (node.kind == Node::Kind::scalar) {
        found = in_quotes(node.text);
    }
    mistakes_.add(node.place, fmt::format("'{}' must be {}, not {}", what, wanted, found), "",
                  std::move(remedy));
}

Node const* Reader::find(Key const& key, Node::Kind kind, std::string_view wanted)
{
    auto const* found = find(key);
    if (found != nullptr && found->kind != kind) {
        auto const what = found->kind == Node::Kind::scalar ? in_quotes(found->text)
                                                            : std::string{to_string(found->kind)};
        bool const none = found->text == "none" && !key.required;
        mistakes_.add(
            found->place, fmt::format("'{}' must be {}, not {}", path_of(key.name), wanted, what),
            std::string{key.about},
            none ? std::string{"leave the key out where there is none"} : example_of(key, *found));
        return nullptr;
    }
    return found;
}

bool Reader::given(Key const& key, bool /*now*/)
{
    know(key.name);
    return node_.find(key.name) != nullptr || key.required;
}

void Reader::exactly_one(std::initializer_list<std::string_view> keys)
{
    Node const* first = nullptr;
    for (auto const key : keys) {
        auto const* found = node_.find(key);
        if (found != nullptr && first != nullptr) {
            mistakes_.add(found->key_place,
                          fmt::format("'{}' and '{}' exclude each other", first->key, key), "",
                          "remove one of them", first->key_place,
                          fmt::format("'{}' is given here", first->key));
            return;
        }
        first = found != nullptr ? found : first;
    }
    std::vector<std::string> const names(keys.begin(), keys.end());
    bool const misspelt = std::ranges::any_of(node_.items, [&](Node const& item) {
        return std::ranges::find(known_, item.key) == known_.end() &&
               !nearest(item.key, names).empty();
    });
    if (first == nullptr && !node_.incomplete && !misspelt) {
        mistakes_.add(section_place(),
                      fmt::format("{} needs one of these: {}", path_, any_of(std::vector(keys))));
    }
}

void Reader::at_least_one(std::initializer_list<std::string_view> keys)
{
    bool const none =
        std::ranges::none_of(keys, [&](auto key) { return node_.find(key) != nullptr; });
    if (none && !node_.incomplete) {
        mistakes_.add(section_place(), fmt::format("{} needs {}", path_, any_of(std::vector(keys))),
                      "without them it changes nothing");
    }
}

void Reader::section(Key const& key, Body const& body)
{
    if (auto const* found = find(key, Node::Kind::mapping, "a mapping of keys")) {
        descend(*found, path_of(key.name), body);
    } else if (node_.find(key.name) != nullptr || key.required) {
        reading_.broken.insert(path_of(key.name));
    }
}

void Reader::number_or_section(Key const& key, double& value, Range const& range, bool& is_section,
                               Body const& body)
{
    auto const* found = node_.find(key.name);
    is_section = found != nullptr && found->kind == Node::Kind::mapping;
    if (is_section) {
        section(key, body);
    } else {
        number(key, value, range);
    }
}

void Reader::descend(Node const& node, std::string const& path, Body const& body)
{
    auto const before = mistakes_.count();
    Reader reader{node, path, reading_};
    body(reader);
    reader.finish();
    if (mistakes_.count() > before) {
        reading_.broken.insert(path);
    }
}

bool Reader::check_id(Node const& item, std::string_view noun)
{
    constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    constexpr std::string_view others = "0123456789_";
    std::string_view const id = item.key;
    bool const letter_first = !id.empty() && letters.find(id[0]) != std::string_view::npos;
    bool const plain = std::ranges::all_of(id, [&](char c) {
        return letters.find(c) != std::string_view::npos ||
               others.find(c) != std::string_view::npos;
    });
    if (!letter_first || !plain || id.size() > 64) {
        mistakes_.add(item.key_place,
                      fmt::format("{} cannot be the id of {}", in_quotes(id), with_article(noun)),
                      "an id is a letter and up to 63 letters, digits and _",
                      "use a short id here and give the full one as 'name'");
        return false;
    }
    auto const* const reserved =
        std::ranges::find(reserved_ids, std::string_view{id}, &ReservedId::word);
    if (reserved == reserved_ids.end()) {
        return true;
    }
    mistakes_.add(item.key_place,
                  fmt::format("'{}' cannot be the id of {}", reserved->word, with_article(noun)),
                  std::string{reserved->why}, std::string{reserved->remedy});
    return false;
}

/// What refers to one of too many is not looked up: none of them was read.
void Reader::refuse_more(Key const& key, Place place, Items const& items)
{
    reading_.broken.insert(path_of(key.name));
    mistakes_.add(place, fmt::format("there are more than {} {}", items.most, plural(items.noun)));
}

void Reader::map(Key const& key, Items& items)
{
    auto const wanted =
        fmt::format("a mapping from {} to {}", items.paths ? "paths" : "ids", plural(items.noun));
    auto const* found = find(key, Node::Kind::mapping, wanted);
    if (found == nullptr || found->incomplete) {
        reading_.broken.insert(path_of(key.name));
    }
    if (found == nullptr) {
        return;
    }
    if (found->items.empty() && key.required && !found->incomplete) {
        mistakes_.add(found->place, fmt::format("'{}' holds no {}", path_of(key.name), items.noun),
                      std::string{key.about});
    }
    if (found->items.size() > items.most) {
        refuse_more(key, found->items[items.most].key_place, items);
        return;
    }
    for (auto const& item : found->items) {
        auto const path = fmt::format("{}.{}", path_of(key.name), item.key);
        if (!items.paths && !check_id(item, items.noun)) {
            continue;
        }
        if (item.kind != Node::Kind::mapping) {
            mistakes_.add(item.place, fmt::format("{} {} must be a mapping of keys, not {}",
                                                  items.noun, in_quotes(item.key),
                                                  item.kind == Node::Kind::scalar
                                                      ? in_quotes(item.text)
                                                      : std::string{to_string(item.kind)}));
            continue;
        }
        items.add(item.key);
        descend(item, path, [&](Describer& reader) { items.describe(reader, items.size() - 1); });
    }
    if (items.size() != found->items.size()) {
        reading_.broken.insert(path_of(key.name));
    }
}

void Reader::list(Key const& key, Items& items)
{
    auto const* found =
        find(key, Node::Kind::sequence, fmt::format("a list of {}", plural(items.noun)));
    if (found == nullptr || found->incomplete) {
        reading_.broken.insert(path_of(key.name));  // or it is not there: nothing to check either
    }
    if (found == nullptr) {
        return;
    }
    if (found->items.size() > items.most) {
        refuse_more(key, found->items[items.most].place, items);
        return;
    }
    for (std::size_t i = 0; i < found->items.size(); ++i) {
        auto const& item = found->items[i];
        auto const path = fmt::format("{}.{}", path_of(key.name), i);
        if (item.kind != Node::Kind::mapping) {
            expect(item, path, "a mapping of keys");
            continue;
        }
        items.add("");
        descend(item, path, [&](Describer& reader) { items.describe(reader, items.size() - 1); });
    }
    if (items.size() != found->items.size()) {
        reading_.broken.insert(path_of(key.name));
    }
}

void Reader::what_ifs(Key const& key)
{
    know(key.name);  // read apart, each as a scenario of its own
}

}  // namespace parley
