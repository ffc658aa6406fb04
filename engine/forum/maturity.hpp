#pragma once

#include "forum/forum.hpp"

namespace parley {

/// A table of the forum has ended: m += growth (1 - m) with an agreement, m -= decay m without.
/// When m passes the threshold of one of its steps, the forum deepens for good: another level,
/// bindingness or rule from now on, in the order of the steps. What it agreed before stays as it
/// was. Returns whether it has deepened. Nothing happens in a forum that does not mature.
bool mature(Forum& forum, bool agreed);

/// How a forum goes about a meeting.
struct Habits {
    double frankness;  ///< how openly members speak, in [0, 1]
    int deadline;      ///< rounds a session, >= 1
};

/// Those of a forum at its maturity m: frankness f + (1 - f) m c, and rounds (1 - m h) of those it
/// would have, at least one, c its `frankness_gain` and h its `rounds_saved`.
[[nodiscard]] Habits at_maturity(Forum const& forum);

}  // namespace parley
