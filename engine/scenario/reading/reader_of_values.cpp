#include "document/duration.hpp"
#include "document/nearest.hpp"
#include "document/number.hpp"
#include "scenario/format/wording.hpp"
#include "scenario/reading/reader.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace parley {

namespace {

bool from_table(Node const& node)
{
    return node.place.source != nullptr && node.place.source->kind == Source::Kind::table;
}

}  // namespace

bool Reader::is_scalar(Node const& node, std::string const& what, std::string_view wanted)
{
    if (node.kind != Node::Kind::scalar) {
        expect(node, what, wanted);
        return false;
    }
    return true;
}

bool Reader::read_number(Node const& node, std::string const& what, double& value,
                         Range const& range, std::string_view about)
{
    auto const number = parse_number(node.text);
    auto const* found = std::get_if<double>(&number);
    bool const plain = !node.quoted || from_table(node);
    if (node.kind == Node::Kind::scalar && plain && found != nullptr && contains(range, *found)) {
        value = *found;
        return true;
    }
    // words are made for mistakes alone: numbers are many
    auto const wanted = found == nullptr ? in_words(range) : in_words(range, *found);
    if (!is_scalar(node, what, wanted)) {
        return false;
    }
    auto problem = fmt::format("'{}' must be {}, not {}", what, wanted, in_quotes(node.text));
    if (!plain) {
        mistakes_.add(node.place, std::move(problem), "in quotes it is text", "remove the quotes");
    } else if (auto const* refusal = std::get_if<Refusal>(&number)) {
        mistakes_.add(node.place, std::move(problem), refusal->why, refusal->remedy);
    } else {
        mistakes_.add(node.place, std::move(problem), std::string{about});
    }
    return false;
}

void Reader::number(Key const& key, double& value, Range const& range)
{
    if (auto const* found = find(key)) {
        read_number(*found, path_of(key.name), value, range, key.about);
    }
}

void Reader::numbers(Key const& key, std::vector<double>& value, Range const& range, Count count)
{
    auto const* found = find(key, Node::Kind::sequence, "a list of numbers");
    if (found == nullptr || !check_count(*found, key, "number", count)) {
        return;
    }
    for (std::size_t i = 0; i < found->items.size(); ++i) {
        read_number(found->items[i], fmt::format("{}.{}", path_of(key.name), i),
                    value.emplace_back(), range, key.about);
    }
}

void Reader::whole(Key const& key, std::uint64_t& value, WholeRange const& range)
{
    auto const* found = find(key);
    auto const wanted = in_words(range);
    if (found == nullptr || !is_scalar(*found, path_of(key.name), wanted)) {
        return;
    }
    auto problem =
        fmt::format("'{}' must be {}, not {}", path_of(key.name), wanted, in_quotes(found->text));
    if (found->quoted && !from_table(*found)) {
        mistakes_.add(found->place, std::move(problem), "in quotes it is text",
                      "remove the quotes");
        return;
    }
    auto const number = parse_whole(found->text);
    if (auto const* refusal = std::get_if<Refusal>(&number)) {
        mistakes_.add(found->place, std::move(problem), refusal->why, refusal->remedy);
    } else if (auto const whole = std::get<std::uint64_t>(number);
               whole < range.least || whole > range.most) {
        mistakes_.add(found->place, std::move(problem), std::string{key.about});
    } else {
        value = whole;
    }
}

bool Reader::read_text(Node const& node, std::string const& what, std::string& value)
{
    constexpr std::size_t longest = 10'000;
    if (!is_scalar(node, what, "text")) {
        return false;
    }
    for (char const c : node.text) {
        if ((static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7f) {
            mistakes_.add(node.place, fmt::format("'{}' holds a control character", what), "",
                          "remove it");
            return false;
        }
    }
    if (node.text.size() > longest) {
        mistakes_.add(node.place, fmt::format("'{}' is longer than {} characters", what, longest));
        return false;
    }
    value = node.text;
    return true;
}

void Reader::text(Key const& key, std::string& value)
{
    if (auto const* found = find(key)) {
        read_text(*found, path_of(key.name), value);
    }
}

bool Reader::check_count(Node const& list, Key const& key, std::string_view noun, Count count)
{
    auto const size = list.items.size();
    if (size >= count.least && size <= count.most) {
        return true;
    }
    mistakes_.add(
        list.place,
        fmt::format("'{}' must hold {}, not {}", path_of(key.name), in_words(noun, count), size),
        std::string{key.about},
        noun == "text" ? "put a text that holds a comma in quotes"
                       : fmt::format("write '{}: {}'", key.name, key.example));
    return false;
}

void Reader::texts(Key const& key, std::vector<std::string>& value, Count count)
{
    auto const* found = find(key, Node::Kind::sequence, "a list of texts");
    if (found == nullptr || !check_count(*found, key, "text", count)) {
        return;
    }
    for (std::size_t i = 0; i < found->items.size(); ++i) {
        read_text(found->items[i], fmt::format("{}.{}", path_of(key.name), i),
                  value.emplace_back());
    }
}

void Reader::values(Key const& key, std::vector<Node>& value, Count count)
{
    auto const* found = find(key, Node::Kind::sequence, "a list of values");
    if (found != nullptr && check_count(*found, key, "value", count)) {
        value = found->items;
    }
}

void Reader::choice(Key const& key, std::size_t& value, std::span<std::string_view const> names)
{
    auto const* found = find(key);
    auto const wanted = any_of(names);
    if (found == nullptr || !is_scalar(*found, path_of(key.name), wanted)) {
        return;
    }
    auto const position = std::ranges::find(names, found->text);
    if (position != names.end()) {
        value = static_cast<std::size_t>(position - names.begin());
        return;
    }
    std::vector<std::string> const known(names.begin(), names.end());
    auto const near = nearest(found->text, known);
    mistakes_.add(
        found->place,
        fmt::format("'{}' must be {}, not {}", path_of(key.name), wanted, in_quotes(found->text)),
        std::string{key.about}, near.empty() ? "" : fmt::format("did you mean '{}'?", near));
}

void Reader::month(Key const& key, Month& value)
{
    auto const* found = find(key);
    if (found == nullptr || !is_scalar(*found, path_of(key.name), "a month such as 2005-01")) {
        return;
    }
    auto const month = parse_month(found->text);
    if (auto const* refusal = std::get_if<Refusal>(&month)) {
        mistakes_.add(
            found->place,
            fmt::format("'{}' must be a month, not {}", path_of(key.name), in_quotes(found->text)),
            refusal->why, refusal->remedy);
    } else {
        value = key.last ? last_month_of(found->text) : std::get<Month>(month);
    }
}

void Reader::duration(Key const& key, Duration& value, Span span)
{
    auto const* found = find(key);
    if (found == nullptr || !is_scalar(*found, path_of(key.name), "a time span such as 1 year")) {
        return;
    }
    auto const duration = parse_duration(found->text, span.ticks, span.repeated);
    if (auto const* refusal = std::get_if<Refusal>(&duration)) {
        mistakes_.add(found->place,
                      fmt::format("'{}' must be a time span, not {}", path_of(key.name),
                                  in_quotes(found->text)),
                      refusal->why, refusal->remedy);
    } else {
        value = std::get<Duration>(duration);
    }
}

}  // namespace parley
