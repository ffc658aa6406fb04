#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace parley {

class ResultReader;

/// What differs between two results. What only one of them has, has no value of the other.
struct Differences {
    struct Attribute {
        std::string name;
        std::optional<std::string> first;
        std::optional<std::string> second;
    };

    /// A text that a result was made from.
    struct Input {
        std::string name;
        bool in_first = true;
        bool in_second = true;
        std::uint64_t line = 0;  ///< the first that differs, from 1; 0: line ends alone
    };

    struct Dimension {
        std::string name;
        std::optional<std::size_t> first;  ///< its size
        std::optional<std::size_t> second;
        bool same_labels = false;
    };

    struct Variable {
        std::string name;
        std::string what{};  ///< why values are not compared, or texts differ; empty of numbers
        std::string units{};
        std::size_t values = 0;
        std::size_t differing = 0;
        double by_at_most = 0.0;
    };

    std::vector<Attribute> attributes{};
    std::vector<Input> inputs{};
    std::vector<Dimension> dimensions{};
    std::vector<Variable> variables{};

    [[nodiscard]] bool empty() const
    {
        return attributes.empty() && inputs.empty() && dimensions.empty() && variables.empty();
    }
};

/// Compares two results; NaN equals NaN. Throws InputFileError where one is damaged.
[[nodiscard]] Differences differences(ResultReader const& first, ResultReader const& second);

}  // namespace parley
