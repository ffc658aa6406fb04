#pragma once

#include "document/duration.hpp"
#include "scenario/format/key.hpp"
#include "scenario/format/values.hpp"

#include <string>
#include <utility>

namespace parley {

/// The id of a state, an issue, a forum or an organisation, as another section refers to it.
template <Named named>
struct Name : std::string {
    Name() = default;
    Name(std::string text) : std::string{std::move(text)} {}  // NOLINT(google-explicit-constructor)
};

/// How a scenario refers to what an event is about: by name. A run does it by index (ById).
struct ByName {
    using State = Name<Named::state>;
    using Issue = Name<Named::issue>;
    using Forum = Name<Named::forum>;
    using Organisation = Name<Named::organisation>;
    using Span = Duration;
    using Roles = written::Roles;  ///< of any sum
    using Rule = written::Method;
};

}  // namespace parley
