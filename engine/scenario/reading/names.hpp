#pragma once

#include "document/node.hpp"
#include "scenario/format/describer.hpp"
#include "scenario/reading/lists.hpp"

#include <array>

namespace parley {

/// The ids that a document gives to its states, issues, forums, organisations and authorities.
class Names {
  public:
    explicit Names(Node const& document);

    /// The ids of a kind; nothing where the document does not say, so that each is as good as
    /// another.
    [[nodiscard]] std::optional<std::vector<std::string>> const& of(Named named) const
    {
        return ids_[static_cast<std::size_t>(named)];
    }

    [[nodiscard]] bool knows(Named named, std::string_view id) const;

    /// The groups that lists of a kind may name: `all`, of states those of `groups`, of issues
    /// those by kind.
    [[nodiscard]] Groups const& groups(Named named) const
    {
        return groups_[static_cast<std::size_t>(named)];
    }

    /// Where an id is described, as in `forums.council`, or "".
    [[nodiscard]] std::string path_of(std::string_view id) const;

  private:
    void find_groups(Node const& document);

    std::array<std::optional<std::vector<std::string>>, 5> ids_;
    std::array<Groups, 5> groups_;
    std::array<std::vector<std::string>, 5> sorted_;
};

/// "state", "issue", "forum", "organisation", "authority"
[[nodiscard]] std::string_view to_string(Named named);

/// "states", ...: the section that describes them.
[[nodiscard]] std::string_view section_of(Named named);

/// "an issue", "a state"
[[nodiscard]] std::string with_article(std::string_view noun);

}  // namespace parley
