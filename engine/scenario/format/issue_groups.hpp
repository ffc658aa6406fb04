#pragma once

#include "model/issue.hpp"

#include <string_view>

namespace parley {

/// Does an issue of this kind belong to a group of issues? `all` is every issue that is neither
/// linkage nor transfer, `hard` and `soft` are those of the kind.
[[nodiscard]] constexpr bool is_in_group(IssueKind kind, std::string_view group)
{
    if (group == "all") {
        return !is_linkage(kind);
    }
    return group == "soft" ? kind == IssueKind::soft : kind == IssueKind::hard;
}

}  // namespace parley
