#pragma once

#include "document/source.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace parley {

/// A value of a document with its place: what YAML and CSV have in common.
///
/// Scalars stay text: `NO` is Norway and `010` is not yet 8, until somebody who knows what is
/// wanted reads them. Keys of a mapping are unique.
struct Node {
    enum class Kind { nothing, scalar, sequence, mapping };

    Kind kind = Kind::nothing;
    bool quoted = false;      ///< a scalar in quotes or in a block
    bool incomplete = false;  ///< mistakes in it were reported: what is missing is not missed again
    std::string text{};       ///< of a scalar; what was written for nothing, such as "~"
    Place place{};            ///< of the value; of its key where there is no value
    std::string key{};        ///< when it is a value of a mapping
    Place key_place{};
    std::vector<Node> items{};  ///< of a sequence or mapping, in the order of the text

    /// The value of a key, or nullptr.
    [[nodiscard]] Node const* find(std::string_view name) const;
    [[nodiscard]] Node* find(std::string_view name);

    /// Adds a value at the end of a path of keys to a mapping, and mappings on the way where there
    /// are none.
    void put(std::vector<std::string> const& path, Node value);
};

/// What a message calls it: "nothing", "text", "a list", "a mapping".
[[nodiscard]] std::string_view to_string(Node::Kind kind);

/// The names of a mapping's keys.
[[nodiscard]] std::vector<std::string> keys_of(Node const& mapping);

}  // namespace parley
