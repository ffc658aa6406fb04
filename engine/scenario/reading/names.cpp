#include "scenario/reading/names.hpp"

#include <algorithm>

namespace parley {

namespace {

constexpr std::array<std::string_view, 5> nouns{"state", "issue", "forum", "organisation",
                                                "authority"};
constexpr std::array<std::string_view, 5> sections{"states", "issues", "forums", "organisations",
                                                   "authorities"};

}  // namespace

Names::Names(Node const& document)
{
    for (std::size_t i = 0; i < sections.size(); ++i) {
        auto const* section = document.find(sections[i]);
        if (section != nullptr && section->kind == Node::Kind::mapping && !section->incomplete) {
            ids_[i] = keys_of(*section);
            sorted_[i] = *ids_[i];
            std::ranges::sort(sorted_[i]);
        } else if (section == nullptr &&
                   (sections[i] == "forums" || sections[i] == "organisations" ||
                    sections[i] == "authorities")) {
            ids_[i].emplace();  // there need not be any
        }
    }
}

bool Names::knows(Named named, std::string_view id) const
{
    auto const i = static_cast<std::size_t>(named);
    return !ids_[i] || std::ranges::binary_search(sorted_[i], id);
}

std::string Names::path_of(std::string_view id) const
{
    for (std::size_t i = 0; i < sections.size(); ++i) {
        if (std::ranges::binary_search(sorted_[i], id)) {
            return std::string{sections[i]} + '.' + std::string{id};
        }
    }
    return "";
}

std::string_view to_string(Named named)
{
    return nouns[static_cast<std::size_t>(named)];
}

std::string_view section_of(Named named)
{
    return sections[static_cast<std::size_t>(named)];
}

std::string with_article(std::string_view noun)
{
    bool const vowel =
        std::string_view{"aeiou"}.find(noun.empty() ? ' ' : noun[0]) != std::string_view::npos;
    return std::string{vowel ? "an " : "a "} + std::string{noun};
}

}  // namespace parley
