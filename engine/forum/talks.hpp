#pragma once

#include "forum/meeting.hpp"

namespace parley {

/// What a forum bargains over at one table: all that is open, or under the scope `single_issue` one
/// issue. Talks on a topic follow each other; none open while the last are under way.
struct Topic {
    ForumId forum;
    IssueId issue{};  ///< none: all that is open

    friend bool operator==(Topic const&, Topic const&) = default;
};

/// Talks that could have opened, had all members whose team they take had one to spare.
struct MissedTalks {
    Topic topic;
    std::vector<StateId> without_team;  ///< members without a free one
};

/// A negotiation under way: from its opening over the first round, at which the table is set and
/// bargained over, to the day of signing.
///
///     first round = opening + mandate,   day of signing = first round + ceil(round x rounds)
///
/// in ticks, with the rounds that the protocol took; the expertise of a secretariat shortens both
/// (`Secretariat`). Talks that come to no agreement last as long
/// as their rounds do.
struct Talks {
    Topic topic;
    int number = 0;       ///< of the talks on the topic, from 0: chance in them goes by it
    int opened = 0;       ///< tick; before 0 when they were under way as the run began
    int first_round = 0;  ///< tick at which it comes, or came
    std::vector<StateId> delegations{};  ///< states with a team there
    std::optional<Session> table{};      ///< as the first round left it
    int ends = 0;                        ///< tick, once the first round is over
};

}  // namespace parley
