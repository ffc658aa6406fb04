#include "document/flow.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace parley {

namespace {

bool is_control(char c)
{
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

/// Could brackets around it, or its first letter, change what it says without quotes?
bool needs_quotes(std::string_view text)
{
    constexpr std::string_view never = ",[]{}\"'#\\";
    constexpr std::string_view not_first = "-?:&*!|>%@` ";
    bool const harmless_minus =
        text.size() > 1 && text[0] == '-' && text[1] != ' ' && text[1] != '-';
    return text.empty() || text.find_first_of(never) != std::string_view::npos ||
           (not_first.find(text[0]) != std::string_view::npos && !harmless_minus) ||
           text.find(": ") != std::string_view::npos || text.ends_with(':') ||
           text.ends_with(' ') || std::ranges::any_of(text, is_control);
}

std::string scalar_text(Node const& node)
{
    return node.quoted || needs_quotes(node.text) ? double_quoted(node.text)
                                                  : plain_word(node.text);
}

}  // namespace

std::string double_quoted(std::string_view text)
{
    std::string result = "\"";
    for (char const c : text) {
        if (c == '"' || c == '\\') {
            result += '\\';
            result += c;
        } else if (c == '\n') {
            result += "\\n";
        } else if (c == '\t') {
            result += "\\t";
        } else if (is_control(c)) {
            result += fmt::format("\\x{:02X}", c);
        } else {
            result += c;
        }
    }
    return result + '"';
}

std::string plain_word(std::string_view word)
{
    std::string folded{word};
    std::ranges::transform(folded, folded.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    for (std::string_view const other :
         {"y", "n", "yes", "no", "on", "off", "true", "false", "null"}) {
        if (folded == other) {
            return double_quoted(word);
        }
    }
    return std::string{word};
}

std::string flow_text(Node const& node)
{
    switch (node.kind) {
        case Node::Kind::nothing:
            return node.text.empty() ? "~" : node.text;
        case Node::Kind::scalar:
            return scalar_text(node);
        case Node::Kind::sequence:
        case Node::Kind::mapping:
            break;
    }
    bool const list = node.kind == Node::Kind::sequence;
    std::string text = list ? "[" : "{";
    for (auto const& item : node.items) {
        text += text.size() > 1 ? ", " : "";
        if (!list) {
            text += needs_quotes(item.key) ? double_quoted(item.key) : plain_word(item.key);
            text += ": ";
        }
        text += flow_text(item);
    }
    return text + (list ? ']' : '}');
}

}  // namespace parley
