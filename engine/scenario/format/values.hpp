#pragma once

#include <array>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace parley::written {

/// One number for each role.
struct Roles {
    double sending = 0.0;
    double transit = 0.0;
    double receiving = 0.0;
    friend bool operator==(Roles const&, Roles const&) = default;
};

/// Some states or issues: a group such as `all`, or, when that is empty, these.
struct Selection {
    std::string group{};
    std::vector<std::string> ids{};
    friend bool operator==(Selection const&, Selection const&) = default;
};

/// A number for some states or issues, and maybe one for all the others.
struct Numbers {
    std::optional<double> all{};
    std::map<std::string, double> of{};
    friend bool operator==(Numbers const&, Numbers const&) = default;
};

/// A protocol or a decision rule of the catalogue, with its parameters.
struct Method {
    std::string name;
    std::map<std::string, double, std::less<>> values{};
    friend bool operator==(Method const&, Method const&) = default;
};

}  // namespace parley::written

namespace parley {

/// The groups of issues that an agenda or a mandate may name in place of issues.
inline constexpr std::array<std::string_view, 3> issue_groups{"all", "soft", "hard"};

}  // namespace parley
