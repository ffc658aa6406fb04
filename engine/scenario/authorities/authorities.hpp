#pragma once

#include "scenario/format/values.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Regions, cities and border states: who decides below the state.
namespace parley {

class Checker;
class Describer;
class Indices;
struct Authorities;
struct Scenario;
struct StatePart;

namespace written {

struct Forum;

/// An authority below a state. What it does not give is its state's.
struct Authority {
    std::string id{};
    std::string of{};
    std::string name{};
    std::optional<double> population{};
    std::optional<double> share{};  ///< else population / population of the state
    std::optional<double> sending{};
    std::optional<double> transit{};
    std::optional<double> receiving{};
    std::optional<Roles> self_image{};
    std::optional<double> power{};
    std::optional<double> exposure{};
    std::optional<double> recognition{};
    std::optional<double> disclosure{};
    friend bool operator==(Authority const&, Authority const&) = default;
};

}  // namespace written

void describe(Describer& describer, written::Authority& authority);

void check_authorities(Checker const& checker);

/// Checks what sets a forum of authorities apart. Returns whether it is known who meets.
bool check_forum_of_authorities(Checker const& checker, written::Forum const& forum);

/// The roles that migration gives an authority; none: those of its state.
[[nodiscard]] std::optional<written::Roles> roles_of(written::Authority const& authority);

/// Its share of its state's people; none where neither that nor populations are known.
[[nodiscard]] std::optional<double> share_of(written::Authority const& authority,
                                             Scenario const& scenario);

/// Its inhabitants, given or by its share; none where neither is known.
[[nodiscard]] std::optional<double> population_of(written::Authority const& authority,
                                                  Scenario const& scenario);

/// The authorities that a selection names.
[[nodiscard]] std::vector<std::string> authorities_of(written::Selection const& selection,
                                                      Scenario const& scenario);

[[nodiscard]] Authorities build_authorities(Scenario const& scenario, Indices const& indices);

/// What these authorities make up of which states, in the order of states.
[[nodiscard]] std::vector<StatePart> parts_of(std::vector<std::string> const& authorities,
                                              Scenario const& scenario, Indices const& indices);

}  // namespace parley
