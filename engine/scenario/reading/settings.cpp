#include "scenario/reading/settings.hpp"

#include "document/document.hpp"
#include "document/nearest.hpp"
#include "document/number.hpp"
#include "scenario/format/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace parley {

namespace {

constexpr std::size_t longest_path = 16;  // keys

/// Keys of which one stands in the place of the other: who sets one takes the other away.
constexpr std::array<std::pair<std::string_view, std::string_view>, 2> in_place_of{
    {{"time.ticks", "end"}, {"time.end", "ticks"}}};

struct Step {
    std::string name;
    Place place;
};

std::vector<Step> steps_of(Assignment const& assignment)
{
    std::vector<Step> steps;
    std::size_t start = 0;
    std::string_view const path = assignment.path;
    while (start <= path.size()) {
        auto const end = std::min(path.find('.', start), path.size());
        auto place = assignment.path_place;
        place.offset += start;
        steps.push_back({std::string{path.substr(start, end - start)}, place});
        start = end + 1;
    }
    return steps;
}

/// Walks a path into a document and sets what it leads to.
class Walk {
  public:
    Walk(std::vector<Step> steps, Node const& value, Mistakes& mistakes)
        : steps_{std::move(steps)}, value_{value}, mistakes_{mistakes}
    {
    }

    void operator()(Node& node, std::size_t depth)
    {
        if (depth == steps_.size()) {
            set(node);
            return;
        }
        name_if_method(node, depth);
        if (steps_[depth].name == "*") {
            every(node, depth);
        } else if (node.kind == Node::Kind::sequence) {
            item(node, depth);
        } else if (node.kind == Node::Kind::mapping) {
            key(node, depth);
        } else {
            auto const& above = steps_[depth == 0 ? 0 : depth - 1];
            mistakes_.add(above.place, fmt::format("{} has no keys", in_quotes(above.name)),
                          fmt::format("its value is {}", node.text.empty() ? to_string(node.kind)
                                                                           : in_quotes(node.text)));
        }
    }

  private:
    void set(Node& node) const
    {
        auto const key = std::move(node.key);
        node = value_;
        node.key = key;
        node.key_place = steps_.back().place;
    }

    /// `protocol: compromise` is short for `protocol: {name: compromise}`.
    void name_if_method(Node& node, std::size_t depth) const
    {
        bool const method =
            depth > 0 && (steps_[depth - 1].name == "protocol" || steps_[depth - 1].name == "rule");
        if (method && node.kind == Node::Kind::scalar) {
            auto name = node;
            name.key = "name";
            node.kind = Node::Kind::mapping;
            node.text.clear();
            node.items.push_back(std::move(name));
        }
    }

    void every(Node& node, std::size_t depth)
    {
        if (node.items.empty()) {
            mistakes_.add(steps_[depth].place, "'*' stands for nothing here",
                          "there are no keys and no items");
        }
        for (auto& each : node.items) {
            (*this)(each, depth + 1);
        }
    }

    void item(Node& list, std::size_t depth)
    {
        auto const& step = steps_[depth];
        auto const number = parse_whole(step.name);
        auto const* index = std::get_if<std::uint64_t>(&number);
        if (index == nullptr || *index >= list.items.size()) {
            mistakes_.add(
                step.place, fmt::format("{} is no item of the list", in_quotes(step.name)),
                list.items.empty()
                    ? "the list is empty"
                    : fmt::format("items are counted from 0 to {}", list.items.size() - 1));
            return;
        }
        (*this)(list.items[*index], depth + 1);
    }

    void key(Node& mapping, std::size_t depth)
    {
        auto const& step = steps_[depth];
        auto* found = mapping.find(step.name);
        if (found != nullptr) {
            (*this)(*found, depth + 1);
            return;
        }
        if (may_be_made(step, depth)) {
            mapping.items.push_back({.kind = Node::Kind::mapping,
                                     .place = step.place,
                                     .key = step.name,
                                     .key_place = step.place});
            (*this)(mapping.items.back(), depth + 1);
            return;
        }
        if (step.name.empty()) {
            mistakes_.add(step.place, "a key is missing here", "keys are separated by one point");
            return;
        }
        bool const id = step_noun(depth) != "key";
        mistakes_.add(step.place,
                      fmt::format("unknown {} {}", step_noun(depth), in_quotes(step.name)),
                      id && nearest(step.name, keys_of(mapping)).empty()
                          ? fmt::format("settings change what stands under '{}'", steps_[0].name)
                          : "",
                      suggestion(step.name, keys_of(mapping)));
    }

    /// Ids that are not there are not made on the way to a key, or each misspelt one would be new.
    [[nodiscard]] bool may_be_made(Step const& step, std::size_t depth) const
    {
        bool const last = depth + 1 == steps_.size();
        return !step.name.empty() && (last || depth != 1 || step_noun(depth) == "key");
    }

    [[nodiscard]] std::string_view step_noun(std::size_t depth) const
    {
        if (depth == 1) {
            for (std::string_view const noun :
                 {"state", "issue", "forum", "organisation", "authority"}) {
                if (steps_[0].name == plural(noun)) {
                    return noun;
                }
            }
        }
        return "key";
    }

    std::vector<Step> steps_;
    Node const& value_;
    Mistakes& mistakes_;
};

}  // namespace

std::string text_of(std::vector<Setting> const& settings)
{
    std::string text;
    for (Setting const& setting : settings) {
        text += text.empty() ? "" : "\n";
        for (char const character : setting.text) {
            text += character;
            text += character == '\n' ? "\t" : "";
        }
    }
    return text;
}

std::vector<Setting> settings_in(std::string_view text)
{
    std::vector<Setting> settings;
    while (!text.empty()) {
        auto const end = std::min(text.find('\n'), text.size());
        auto const line = text.substr(0, end);
        if (line.starts_with('\t') && !settings.empty()) {
            settings.back().text.append("\n").append(line.substr(1));
        } else {
            settings.push_back({.text = std::string{line}});
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return settings;
}

Assignment parse_setting(Setting const& setting, Sources& sources, Mistakes& mistakes)
{
    auto const equals = setting.text.find('=');
    auto const path = setting.text.substr(0, equals);
    auto source = source_of(setting.text, setting.origin + (path.empty() ? "" : " " + path),
                            Source::Kind::setting);
    auto const& kept = sources.emplace_back(std::move(source));
    auto const form = path.empty() ? "write it as forums.eu.frankness=0.8"
                                   : fmt::format("write it as {}=VALUE", visible(path));
    if (equals == std::string::npos || equals == 0) {
        give_up({&kept, 0}, "this is no setting", "a setting is a path of keys, =, and a value",
                form);
    }
    if (setting.text.find_first_not_of(" \t\n", equals + 1) == std::string::npos) {
        give_up({&kept, equals}, "a value is missing after =", "", form);
    }
    auto value = parse_document(kept, mistakes, equals + 1);
    return {.path = path, .path_place = {&kept, 0}, .value = std::move(value)};
}

void apply(Assignment const& assignment, Node& document, Mistakes& mistakes)
{
    auto steps = steps_of(assignment);
    if (steps.size() > longest_path) {
        mistakes.add(assignment.path_place, "this path is too long",
                     fmt::format("no key lies deeper than {}", longest_path));
        return;
    }
    if (steps[0].name == "what_if") {
        mistakes.add(assignment.path_place, "what-ifs cannot be set",
                     "they are settings themselves", "set their keys for the whole scenario");
        return;
    }
    for (auto const& [path, other] : in_place_of) {
        auto* section = assignment.path == path ? document.find(steps[0].name) : nullptr;
        if (section != nullptr) {
            std::erase_if(section->items,
                          [&other = other](Node const& item) { return item.key == other; });
        }
    }
    Walk{std::move(steps), assignment.value, mistakes}(document, 0);
}

}  // namespace parley
