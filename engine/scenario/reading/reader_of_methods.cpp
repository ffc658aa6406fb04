#include "document/flow.hpp"
#include "document/nearest.hpp"
#include "scenario/format/wording.hpp"
#include "scenario/reading/reader.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace parley {

namespace {

Methods::Entry const* find_entry(Methods const& methods, std::string_view name)
{
    auto const found = std::ranges::find(methods.entries, name, &Methods::Entry::name);
    return found == methods.entries.end() ? nullptr : &*found;
}

std::vector<std::string> names_of(Methods const& methods)
{
    std::vector<std::string> names;
    names.reserve(methods.entries.size());
    for (auto const& entry : methods.entries) {
        names.emplace_back(entry.name);
    }
    return names;
}

/// The first part of a grouped name: `tactics` of `tactics.boulware`.
std::string_view group_of(std::string_view name)
{
    return name.substr(0, name.find('.'));
}

std::string unknown_parameter(std::string const& key, Methods::Entry const& entry,
                              Methods const& methods)
{
    for (auto const& other : methods.entries) {
        for (auto const& parameter : other.parameters) {
            if (other.name != entry.name && group_of(parameter.name) == key) {
                return fmt::format("it belongs to {}", other.name);
            }
        }
    }
    return entry.parameters.empty() ? fmt::format("{} has none", entry.name) : "";
}

/// `{qualified_majority: {thresholds: ...}}` as it should have been written, on one line.
std::string with_name(Node const& item)
{
    constexpr std::size_t longest = 100;
    Node whole{.kind = Node::Kind::mapping};
    whole.items.push_back({.kind = Node::Kind::scalar, .text = item.key, .key = "name"});
    if (item.kind == Node::Kind::mapping) {
        whole.items.insert(whole.items.end(), item.items.begin(), item.items.end());
    }
    auto text = flow_text(whole);
    return text.size() <= longest ? text : fmt::format("{{name: {}, ...}}", item.key);
}

}  // namespace

bool Reader::has_name_for_key(Node const& node, Key const& key, Methods const& methods)
{
    auto const item = std::ranges::find_if(
        node.items, [&](Node const& each) { return find_entry(methods, each.key) != nullptr; });
    if (item == node.items.end()) {
        return false;
    }
    mistakes_.add(item->key_place,
                  fmt::format("'{}' is given as a key, not as the name of {}", item->key,
                              with_article(methods.noun)),
                  "its parameters stand beside its name",
                  fmt::format("write '{}: {}'", key.name, with_name(*item)));
    return true;
}

void Reader::method(Key const& key, written::Method& value, Methods const& methods)
{
    know(key.name);
    auto const* found = node_.find(key.name) == nullptr ? nullptr : find(key);
    Node const* name = found;
    if (found != nullptr && found->kind == Node::Kind::mapping) {
        name = found->find("name");
        if (name == nullptr && has_name_for_key(*found, key, methods)) {
            return;
        }
    }
    auto const what = path_of(key.name);
    if (name != nullptr) {
        if (!is_scalar(*name, what,
                       fmt::format("the name of {}, or a mapping with 'name'",
                                   with_article(methods.noun)))) {
            return;
        }
        if (find_entry(methods, name->text) == nullptr) {
            mistakes_.add(name->place,
                          fmt::format("unknown {} {}", methods.noun, in_quotes(name->text)), "",
                          suggestion(name->text, names_of(methods)));
            return;
        }
        value = {.name = name->text, .values = {}};
    }
    auto const* entry = find_entry(methods, value.name);
    if (entry == nullptr) {
        return;
    }
    for (auto const& parameter : entry->parameters) {
        value.values.emplace(parameter.name, parameter.default_value);
    }
    if (found != nullptr && found->kind == Node::Kind::mapping) {
        read_parameters(*found, value, *entry, methods);
    }
}

void Reader::read_parameters(Node const& node, written::Method& value, Methods::Entry const& entry,
                             Methods const& methods)
{
    auto const visit = [&](Node const& item, std::string const& prefix,
                           std::vector<std::string> const& others) {
        auto const name = prefix + item.key;
        auto const parameter = std::ranges::find(entry.parameters, name, &Parameter::name);
        if (parameter != entry.parameters.end()) {
            read_parameter(item, *parameter, value.values[name]);
            return;
        }
        std::vector<std::string> known = others;
        for (auto const& each : entry.parameters) {
            if (each.name.starts_with(prefix)) {
                known.emplace_back(group_of(each.name.substr(prefix.size())));
            }
        }
        // NOLINTNEXTLINE(modernize-use-ranges): clang 14 cannot take the subrange of libstdc++
        known.erase(std::unique(known.begin(), known.end()), known.end());
        mistakes_.add(item.key_place,
                      fmt::format("unknown parameter {} of {}", in_quotes(name), entry.name),
                      unknown_parameter(item.key, entry, methods), suggestion(item.key, known));
    };
    for (auto const& item : node.items) {
        bool const group = std::ranges::any_of(entry.parameters, [&](Parameter const& parameter) {
            return parameter.name.find('.') != std::string_view::npos &&
                   group_of(parameter.name) == item.key;
        });
        if (item.key == "name") {
            continue;
        }
        if (!group) {
            visit(item, "", {"name"});
        } else if (item.kind != Node::Kind::mapping) {
            expect(item, fmt::format("{} of {}", item.key, entry.name), "a mapping of numbers");
        } else {
            for (auto const& part : item.items) {
                visit(part, item.key + ".", {});
            }
        }
    }
}

void Reader::read_parameter(Node const& node, Parameter const& parameter, double& value)
{
    auto const what = std::string{parameter.name};
    if (parameter.choices.empty()) {
        double number = 0.0;
        if (!read_number(node, what, number, range_of(parameter), parameter.about)) {
            return;
        }
        if (parameter.whole && number != static_cast<double>(static_cast<long long>(number))) {
            mistakes_.add(
                node.place,
                fmt::format("'{}' must be a whole number, not {}", what, in_quotes(node.text)),
                std::string{parameter.about});
            return;
        }
        value = number;
        return;
    }
    auto const wanted = any_of(parameter.choices);
    if (!is_scalar(node, what, wanted)) {
        return;
    }
    auto const found = std::ranges::find(parameter.choices, node.text);
    if (found == parameter.choices.end()) {
        std::vector<std::string> const known(parameter.choices.begin(), parameter.choices.end());
        auto const near = nearest(node.text, known);
        mistakes_.add(node.place,
                      fmt::format("'{}' must be {}, not {}", what, wanted, in_quotes(node.text)),
                      std::string{parameter.about},
                      near.empty() ? "" : fmt::format("did you mean '{}'?", near));
        return;
    }
    value = static_cast<double>(found - parameter.choices.begin());
}

}  // namespace parley
