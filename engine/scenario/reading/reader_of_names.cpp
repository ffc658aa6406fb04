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

/// The ids and groups of a kind that a document knows.
class KnownNames : public Nameable {
  public:
    using Ids = std::vector<std::string>;

    KnownNames(Reading& reading, Named named)
        : Nameable{reading.allowance}, names_{reading.names}, named_{named}
    {
    }

    [[nodiscard]] std::string_view noun() const override { return to_string(named_); }

    [[nodiscard]] bool knows(std::string_view id) const override
    {
        return names_.knows(named_, id);
    }

    [[nodiscard]] Ids const* group(std::string_view name) const override
    {
        auto const& groups = names_.groups(named_);
        auto const found = groups.find(name);
        return found == groups.end() ? nullptr : &found->second;
    }

    [[nodiscard]] std::string suggest(std::string_view name) const override
    {
        auto known = names_.of(named_).value_or(Ids{});
        if (known.empty()) {
            return fmt::format("describe it under '{}'", section_of(named_));
        }
        for (auto const& [group, members] : names_.groups(named_)) {
            if (group != "all") {
                known.push_back(group);
            }
        }
        return suggestion(name, known);
    }

    [[nodiscard]] std::string why_unknown() const override
    {
        auto const& known = names_.of(named_);
        return known && known->empty() ? fmt::format("the scenario has no {}", section_of(named_))
                                       : "";
    }

  private:
    Names const& names_;
    Named named_;
};

}  // namespace

bool Reader::is_phrase(Node const& node, Named named) const
{
    auto const& groups = names_.groups(named);
    return node.kind == Node::Kind::scalar && !groups.empty() &&
           (groups.contains(node.text) || exception_in(node.text));
}

bool Reader::is_open(Node const& node, Named named) const
{
    return node.kind == Node::Kind::scalar && !names_.of(named);
}

std::string Reader::remedy_for(Node const& node, Named named) const
{
    if (node.kind != Node::Kind::scalar) {
        return "";
    }
    auto const& groups = names_.groups(named);
    auto const space = node.text.find_first_of(" ,");
    if (space != std::string::npos && groups.contains(node.text.substr(0, space))) {
        return "write 'all except' and what is left out, separated by commas";
    }
    std::vector<std::string> known;
    for (auto const& [group, members] : groups) {
        known.push_back(group);
    }
    auto const near =
        names_.knows(named, node.text) ? std::string_view{} : nearest(node.text, known);
    if (!near.empty()) {
        return fmt::format("did you mean '{}'?", near);
    }
    return node.text.empty() || space != std::string::npos
               ? ""
               : fmt::format("write [{}]", visible(node.text));
}

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
    KnownNames const names{reading_, named};
    auto const before = mistakes_.count();
    auto ids = ids_of_phrase(node, what, names, mistakes_);
    if (!ids && node.kind == Node::Kind::sequence) {
        ids = ids_of_list(node, what, names, mistakes_);
    }
    if (!ids && is_open(node, named)) {
        return;
    }
    if (!ids) {
        expect(node, what, repeat(to_string(named)), remedy_for(node, named));
        return;
    }
    if (mistakes_.count() == before && (ids->size() < count.least || ids->size() > count.most)) {
        bool const too_many = count.most < ids->size();
        auto const bound = too_many ? count.most : count.least;
        char const* const side = too_many ? "at most " : "at least ";
        mistakes_.add(node.place, fmt::format("'{}' must name {}{} {}, not {}", what,
                                              count.least == count.most ? "" : side, bound,
                                              bound == 1 ? std::string{to_string(named)}
                                                         : plural(to_string(named)),
                                              ids->size()));
        return;
    }
    value = std::move(*ids);
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
    if (found->kind == Node::Kind::sequence || is_phrase(*found, named)) {
        value = {};
        read_ids(*found, path_of(key.name), value.ids, named, {});
        return;
    }
    if (is_open(*found, named)) {
        return;
    }
    auto const what = found->kind == Node::Kind::scalar ? in_quotes(found->text)
                                                        : std::string{to_string(found->kind)};
    bool const one = found->kind == Node::Kind::scalar && names_.knows(named, found->text);
    auto const list = repeat(to_string(named));
    std::vector<std::string_view> wanted(groups.begin(), groups.end());
    wanted.emplace_back(list);
    auto remedy = remedy_for(*found, named);
    if (!one && remedy.empty()) {
        remedy = fmt::format("write '{}: {}'", key.name, key.example);
    } else if (one) {
        remedy = fmt::format("write '{}: [{}]'", key.name, found->text);
    }
    mistakes_.add(found->place,
                  fmt::format("'{}' must be {}, not {}", path_of(key.name), any_of(wanted), what),
                  std::string{key.about}, std::move(remedy));
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

void Reader::state_groups(Key const& key)
{
    auto const* found = find(key, Node::Kind::mapping, "a mapping from names to lists of states");
    if (found == nullptr) {
        return;
    }
    if (found->items.size() > Limits::groups) {
        mistakes_.add(found->items[Limits::groups].key_place,
                      fmt::format("there are more than {} groups", Limits::groups));
        return;
    }
    for (auto const& item : found->items) {
        if (check_id(item, "group") && names_.of(Named::state) &&
            names_.knows(Named::state, item.key)) {
            mistakes_.add(item.key_place, fmt::format("{} is a state", in_quotes(item.key)),
                          "lists name states and groups", "choose another name for the group");
        }
    }
    if (auto const& states = names_.of(Named::state)) {
        (void)read_groups(*found, *states, mistakes_);
    }
}

}  // namespace parley
