#include "scenario/reading/names.hpp"

#include "scenario/format/issue_groups.hpp"

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
    find_groups(document);
}

void Names::find_groups(Node const& document)
{
    for (auto const named : {Named::state, Named::authority}) {
        auto const i = static_cast<std::size_t>(named);
        if (ids_[i]) {
            groups_[i].emplace("all", *ids_[i]);
        }
    }
    auto const& states = of(Named::state);
    auto const* written = document.find("groups");
    if (states && written != nullptr && written->kind == Node::Kind::mapping &&
        written->items.size() <= Limits::groups) {
        Mistakes told_elsewhere;
        groups_[static_cast<std::size_t>(Named::state)] =
            read_groups(*written, *states, told_elsewhere);
    }
    if (of(Named::issue)) {
        for (auto const group : issue_groups) {
            auto& members = groups_[static_cast<std::size_t>(Named::issue)][std::string{group}];
            for (auto const& issue : document.find("issues")->items) {
                auto const* kind = issue.find("kind");
                auto const found = kind == nullptr
                                       ? issue_kind_names.end()
                                       : std::ranges::find(issue_kind_names, kind->text);
                if (found != issue_kind_names.end() &&
                    is_in_group(static_cast<IssueKind>(found - issue_kind_names.begin()), group)) {
                    members.push_back(issue.key);
                }
            }
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
