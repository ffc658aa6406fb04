#pragma once

#include "document/mistake.hpp"
#include "document/node.hpp"
#include "scenario/format/limits.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace parley {

/// Groups by name, each with the ids of its members.
using Groups = std::map<std::string, std::vector<std::string>, std::less<>>;

/// How many ids the groups that one document names may still stand for, so that a short text does
/// not take all memory.
class Allowance {
  public:
    /// Throws InputError at `place` where that is more than are left.
    void take(std::size_t ids, Place place);

  private:
    std::size_t left_ = Limits::grouped;
};

/// What a list of ids may name: ids of one kind, and groups of them.
class Nameable {
  public:
    explicit Nameable(Allowance& allowance) : allowance_{allowance} {}
    Nameable(Nameable const&) = delete;
    Nameable& operator=(Nameable const&) = delete;
    virtual ~Nameable() = default;

    [[nodiscard]] virtual std::string_view noun() const = 0;  ///< "state"
    [[nodiscard]] virtual bool knows(std::string_view id) const = 0;
    /// The members of a group; nullptr where there is no such group.
    [[nodiscard]] virtual std::vector<std::string> const* group(std::string_view name) const = 0;
    /// What may have been meant by a name that is unknown.
    [[nodiscard]] virtual std::string suggest(std::string_view name) const = 0;
    /// Why no name is known, where that is so.
    [[nodiscard]] virtual std::string why_unknown() const { return ""; }

    [[nodiscard]] Allowance& allowance() const { return allowance_; }

  private:
    Allowance& allowance_;
};

/// `all except MAR, ESP`, taken apart: all of a group but these. Names are separated by commas,
/// spaces or `and`, and may stand in brackets.
struct Exception {
    std::string group;
    std::vector<std::string> but{};  ///< ids or groups; may be none
};

/// Nothing where a text is no such phrase.
[[nodiscard]] std::optional<Exception> exception_in(std::string_view text);

/// The ids that a group's name or an exception stands for; nothing where a text is neither. What is
/// unknown in it, or left out though it is not in the group, is added to `mistakes`; `what` is what
/// messages call the list.
[[nodiscard]] std::optional<std::vector<std::string>> ids_of_phrase(Node const& text,
                                                                    std::string const& what,
                                                                    Nameable const& names,
                                                                    Mistakes& mistakes);

/// The ids of a list, `[MAR, maghreb]`, with members in the place of groups, each once, in the
/// order in which they are named first. What is unknown or stands twice is added to `mistakes`.
[[nodiscard]] std::vector<std::string> ids_of_list(Node const& list, std::string const& what,
                                                   Nameable const& names, Mistakes& mistakes);

/// Groups as a document writes them, by name: lists of ids and of other groups, or exceptions.
///
/// `ids` and the group `all` are known before. A group that names itself, also by way of others, is
/// a mistake, and has no members.
[[nodiscard]] Groups read_groups(Node const& section, std::vector<std::string> const& ids,
                                 Mistakes& mistakes);

}  // namespace parley
