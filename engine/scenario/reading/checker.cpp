#include "scenario/reading/checker.hpp"

#include "document/number.hpp"

#include <fmt/args.h>
#include <fmt/format.h>

namespace parley {

namespace {

Node const* step_into(Node const& node, std::string const& step)
{
    if (node.kind != Node::Kind::sequence) {
        return node.find(step);
    }
    auto const number = parse_whole(step);
    auto const* index = std::get_if<std::uint64_t>(&number);
    return index != nullptr && *index < node.items.size() ? &node.items[*index] : nullptr;
}

std::string fill_in(std::string_view problem, std::initializer_list<std::string> names)
{
    fmt::dynamic_format_arg_store<fmt::format_context> arguments;
    for (auto const& name : names) {
        arguments.push_back(name);
    }
    return fmt::vformat(problem, arguments);
}

}  // namespace

std::string Path::text() const
{
    std::string text;
    for (auto const& step : steps_) {
        text += (text.empty() ? "" : ".") + step;
    }
    return text;
}

bool Checker::is_broken(Path const& path) const
{
    return reading_.broken.contains(path.text());
}

bool Checker::is_broken_within(Path const& path) const
{
    auto const prefix = path.text() + ".";
    auto const next = reading_.broken.lower_bound(prefix);
    return is_broken(path) || (next != reading_.broken.end() && next->starts_with(prefix));
}

bool Checker::is_given(Path const& path) const
{
    Node const* node = &document_;
    for (auto const& step : path.steps()) {
        node = step_into(*node, step);
        if (node == nullptr) {
            return false;
        }
    }
    return true;
}

bool Checker::is_set(Path const& path) const
{
    auto const* source = place_of(path).source;
    return is_given(path) && source != nullptr && source->kind == Source::Kind::setting;
}

Place Checker::place_of(Path const& path) const
{
    Node const* node = &document_;
    for (auto const& step : path.steps()) {
        auto const* next = step_into(*node, step);
        if (next == nullptr) {  // a default: the section that it is a part of
            return node->key_place.source == nullptr ? node->place : node->key_place;
        }
        node = next;
    }
    return node->place;
}

void Checker::add(Path const& path, std::string_view problem, std::string why, std::string remedy,
                  std::initializer_list<std::string> names) const
{
    reading_.mistakes.add(place_of(path), fill_in(problem, names), std::move(why),
                          std::move(remedy));
}

void Checker::contradict(Path const& path, std::string_view problem, std::string why,
                         std::string remedy, Path const& other, std::string note,
                         std::initializer_list<std::string> names) const
{
    reading_.mistakes.add(place_of(path), fill_in(problem, names), std::move(why),
                          std::move(remedy), place_of(other), std::move(note));
}

}  // namespace parley
