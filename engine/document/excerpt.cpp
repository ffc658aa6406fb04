#include "document/mistake.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace parley {

namespace {

constexpr std::size_t widest_quote = 96;  // characters of a line that are shown around a place

/// Characters that would move the cursor, hide, or reorder text on a terminal.
bool is_invisible(char32_t c)
{
    return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0xad || (c >= 0x200b && c <= 0x200f) ||
           (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) || c == 0xfeff ||
           c >= 0xe0000;
}

/// What is shown for the character at the front of `text`, and how wide that is.
struct Shown {
    std::string text;
    std::size_t width;
    std::size_t length;  // bytes it stands for
};

Shown shown(std::string_view text)
{
    std::size_t length = 1;
    auto const character = first_code_point(text, length);
    std::string visible;
    if (character == not_utf8) {
        visible = fmt::format("\\x{:02X}", static_cast<unsigned char>(text[0]));
    } else if (character == '\t') {
        visible = "\\t";
    } else if (character == '\n') {
        visible = "\\n";
    } else if (is_invisible(character)) {
        visible = fmt::format("\\u{{{:X}}}", static_cast<unsigned>(character));
    } else {
        return {std::string{text.substr(0, length)}, 1, length};
    }
    auto const width = visible.size();
    return {std::move(visible), width, length};
}

/// The part of a line around `offset` bytes that fits a terminal.
void quote(std::string_view line, std::size_t offset, Excerpt& into)
{
    constexpr std::size_t before = widest_quote / 3;
    std::size_t start = 0;
    if (line.size() > widest_quote && offset > 2 * before) {
        start = offset - before;
        while (start < offset && (static_cast<unsigned char>(line[start]) & 0xc0U) == 0x80U) {
            ++start;
        }
        into.quote = "...";
    }
    std::size_t width = into.quote.size();
    into.caret = width;
    while (start < line.size() && width < widest_quote) {
        if (start <= offset) {
            into.caret = width;
        }
        auto const next = shown(line.substr(start));
        into.quote += next.text;
        width += next.width;
        start += next.length;
    }
    if (start <= offset) {
        into.caret = width;
    }
    if (start < line.size()) {
        into.quote += "...";
    }
}

std::string cut(std::string_view text, std::size_t widest)
{
    std::string result;
    std::size_t width = 0;
    while (!text.empty() && width < widest) {
        auto const next = shown(text);
        result += next.text;
        width += next.width;
        text.remove_prefix(next.length);
    }
    return text.empty() ? result : result + "...";
}

}  // namespace

std::string visible(std::string_view text)
{
    return cut(text, 60);
}

std::string all_visible(std::string_view text)
{
    return cut(text, std::string_view::npos);
}

std::string in_quotes(std::string_view text)
{
    return fmt::format("'{}'", visible(text));
}

bool is_visible(std::string_view text)
{
    while (!text.empty()) {
        auto const next = shown(text);
        if (next.text != text.substr(0, next.length)) {
            return false;
        }
        text.remove_prefix(next.length);
    }
    return true;
}

Excerpt excerpt(Place place)
{
    Excerpt result;
    if (place.source == nullptr) {
        return result;
    }
    auto const& source = *place.source;
    std::string_view const text = source.text;
    auto const offset = std::min(place.offset, text.size());
    auto const start = offset == 0 ? 0 : text.rfind('\n', offset - 1) + 1;
    auto const line = text.substr(start, text.find('\n', start) - start);
    result.file = cut(source.name, 300);
    quote(line, offset - start, result);
    if (source.kind == Source::Kind::setting) {
        return result;
    }
    result.line = 1 + static_cast<std::size_t>(std::count(
                          text.begin(), text.begin() + static_cast<std::ptrdiff_t>(offset), '\n'));
    result.column = 1;
    std::size_t length = 1;
    for (auto i = start; i < offset; i += length) {
        (void)first_code_point(text.substr(i), length);
        ++result.column;
    }
    return result;
}

}  // namespace parley
