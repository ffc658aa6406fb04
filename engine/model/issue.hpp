#pragma once

#include "support/id.hpp"
#include "support/matrix.hpp"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace parley {

/// What migration makes of a state. Every state plays all three roles, with weights.
enum class Role { sending, transit, receiving };
inline constexpr std::array<std::string_view, 3> role_names{"sending", "transit", "receiving"};
inline constexpr Eigen::Index role_count = 3;

/// The declared label of an issue: it selects agendas. `linkage` issues (trade, development
/// assistance, ...) come to the table of comprehensive forums only.
enum class IssueKind { soft, hard, linkage };
inline constexpr std::array<std::string_view, 3> issue_kind_names{"soft", "hard", "linkage"};

/// What can be negotiated, K issues, one column or entry each.
struct Issues {
    std::vector<std::string> id;
    std::vector<std::string> about;
    std::vector<std::array<std::string, 2>> scale;  ///< what positions 0 and 1 mean, in words
    std::vector<IssueKind> kind;
    Matrix role_ideal;     ///< [role, K] position that each role would like, in [0, 1]
    Matrix role_salience;  ///< [role, K] how much it cares, >= 0, not all 0 for an issue

    [[nodiscard]] Eigen::Index count() const { return role_ideal.cols(); }
};

}  // namespace parley
