#pragma once

#include "output/variables.hpp"

#include <variant>

namespace parley {

/// One array that labels an axis, or describes what lies along it; written once.
struct LabelArray {
    using Values =
        std::variant<std::vector<std::string>, std::vector<std::int8_t>, std::vector<std::int32_t>>;

    std::string name;
    Dimension dimension = Dimension::run;
    Values values;
    std::string long_name;
    std::string units{};               ///< empty for texts and flags
    std::vector<std::string> flags{};  ///< of a flag: what 0, 1, ... mean

    /// Is it the axis itself?
    [[nodiscard]] bool is_axis() const;
    [[nodiscard]] std::size_t size() const;
    friend bool operator==(LabelArray const&, LabelArray const&) = default;
};

/// What a result holds, without its values: its axes, and the variables along them, in the order in
/// which they are stored.
struct Layout {
    std::vector<LabelArray> labels;
    std::vector<Variable> variables;
    bool has_sessions = false;      ///< is there an axis `session`?
    std::size_t most_sessions = 0;  ///< that a run can have lines for, roughly

    /// Number of entries along a dimension that the labels fix. Throws std::logic_error for `run`
    /// and `session`, which grow.
    [[nodiscard]] std::size_t size(Dimension dimension) const;

    /// Number of values in a run's (or a session's) share of a variable.
    [[nodiscard]] std::size_t row_size(Variable const& variable) const;

    friend bool operator==(Layout const&, Layout const&) = default;
};

/// The layout of full records: every tick, state, issue, forum and session.
[[nodiscard]] Layout series_layout(Labels const& labels);

/// The layout of summaries: a row of numbers a run, some by issue or by level.
[[nodiscard]] Layout summary_layout(Labels const& labels);

}  // namespace parley
