#pragma once

#include "model/world.hpp"
#include "negotiation/catalogue.hpp"

#include <array>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace parley {

/// Where states meet, from the lowest level up.
enum class Level { local, subregional, bilateral, regional, supranational, global };
inline constexpr std::array<std::string_view, 6> level_names{
    "local", "subregional", "bilateral", "regional", "supranational", "global"};

/// What is bargained together.
enum class Scope {
    single_issue,   ///< each issue on the agenda is a table of its own
    package,        ///< the agenda is one table: trades across issues
    comprehensive,  ///< a package together with the scenario's linkage issues and transfers
};
inline constexpr std::array<std::string_view, 3> scope_names{"single_issue", "package",
                                                             "comprehensive"};

/// What a forum becomes when it is mature enough: more binding, decided by another rule, of another
/// level.
struct Deepening {
    double at = 1.0;  ///< maturity, in (0, 1]
    std::optional<Level> level{};
    std::optional<double> bindingness{};  ///< in (0, 1]
    RuleEntry const* rule = nullptr;      ///< nullptr: as before
    ParameterValues rule_values{};
};

/// How a forum matures by its agreements and suffers from deadlocks, and what that makes of it; see
/// `mature`.
struct Maturing {
    /// at an agreement, as a share of what is left to full maturity, in [0, 1]
    double growth = 0.1;
    double decay = 0.1;  ///< at a deadlock, as a share of its maturity, in [0, 1]
    /// share of its reticence that a fully mature forum loses, in [0, 1]
    double frankness_gain = 0.0;
    /// share of its rounds that a fully mature forum does without, in [0, 1]
    double rounds_saved = 0.0;
    std::vector<Deepening> steps{};  ///< in order of their maturities
};

/// What becomes of a signature at home. Governments sign, parliaments ratify: two levels of one
/// game [Putnam 1988].
struct Ratification {
    int delay = 0;  ///< ticks from the signature to the decision, >= 0
    /// standard deviation of domestic shocks, as a share of what is at stake, >= 0
    double shock = 0.1;
};

/// How talks of a forum begin and how long they last; see `Talks`.
struct TalksRules {
    int mandate = 0;     ///< ticks from the opening of talks to their first round, >= 0
    double round = 0.0;  ///< ticks that a round of the protocol takes, >= 0
    /// Talks a year that members open by decision where the least of them gains 0.001 and nothing
    /// is habit, > 0; none: the forum opens talks at its meetings.
    std::optional<double> initiative{};
    double gain = 0.25;  ///< how strongly that rate answers to the gain, >= 0
    /// talks open in so many ticks before a run, too, >= 0; the run begins with those that are not
    /// over by then
    int burn_in = 0;
    bool team = false;  ///< do talks occupy a team of each member?
};

/// What an agreement costs each member, as a share of what is at stake for it at the table.
struct Cost {
    double round = 0.0;  ///< of a round of talks: weighs when members decide to open them, >= 0
    /// of carrying a text at home: who signs must gain more, >= 0
    double signature = 0.0;
};

/// How much agreements make further ones easier; see `Diplomacy`. The exponents are >= 0.
struct HabitRules {
    double pair = 0.0;    ///< of the agreements of the same members
    double state = 0.0;   ///< of the agreements of each member, in forums of the same label
    double memory = 5.0;  ///< years in which half of an agreement is forgotten, > 0
};

/// What becomes of an agreement at the end of its term.
enum class Renewal {
    none,       ///< it lapses
    automatic,  ///< every party stays for another term unless leaving pays, see `gain_from_leaving`
    negotiated,  ///< it lapses, but its issues are open again `notice` before
};
inline constexpr std::array<std::string_view, 3> renewal_names{"none", "automatic", "negotiated"};

/// A part of a state: what authorities that meet make up of it.
struct StatePart {
    StateId state;
    double share = 0.0;  ///< of its people, in (0, 1]
};

/// A place where states negotiate, or authorities below them: who meets, how often, about what, and
/// by which rules.
struct Forum {
    static constexpr int never = std::numeric_limits<int>::max();

    std::string id;
    std::string name;
    std::string label;  ///< the id, or `bilateral` for all forums generated between two states
    Level level = Level::regional;
    /// sorted by their textual ids, which is the order of turns; where authorities meet, their
    /// places in `LocalLevel::world`
    std::vector<StateId> members;
    /// of which states its members are authorities, each state once; empty: states meet
    std::vector<StatePart> parts{};
    std::vector<IssueId> agenda;  ///< issues it may treat
    Scope scope = Scope::package;
    RuleEntry const* rule = nullptr;
    ParameterValues rule_values;
    Protocol protocol;
    int deadline = 20;  ///< rounds a session, >= 1
    /// of its first meeting, >= 0; `never` until an event opens it
    int first_tick = 0;
    int interval = 1;                   ///< ticks from meeting to meeting, >= 1
    std::optional<int> closing_tick{};  ///< from which it meets no more
    double frankness = 0.3;             ///< how openly members speak, in [0, 1]
    double bindingness = 0.3;           ///< of its agreements, in (0, 1]
    /// do those whom it has bound speak as one above? see `Bloc`
    bool caucus = false;
    /// does what it has agreed bind states that join it later, from the day on?
    bool binds_newcomers = false;
    std::optional<int> term{};  ///< ticks for which an agreement binds; none: without end
    Renewal renewal = Renewal::none;
    int notice = 1;  ///< ticks before the end of a term from which its renewal is negotiated, >= 1
    std::optional<Maturing> maturing{};          ///< none: it stays as it is
    double maturity = 0.0;                       ///< so far, in [0, 1]
    std::size_t deepened = 0;                    ///< steps that it has taken
    std::optional<Ratification> ratification{};  ///< none: a signature binds
    /// What leaving its agreements costs a party, as a share of what is at stake for it, >= 0;
    /// none: nobody leaves
    std::optional<double> sanction{};
    std::optional<TalksRules> talks{};  ///< none: a meeting settles everything on its day
    Cost cost{};
    HabitRules habit{};
    /// ticks from its signature until an issue is open again, >= 1; none: an agreement closes it
    std::optional<int> reopens{};

    /// Do authorities meet here, and no states?
    [[nodiscard]] bool is_of_authorities() const { return !parts.empty(); }

    /// Does it exist at this tick: has it opened, and not closed?
    [[nodiscard]] bool is_open(int tick) const;

    /// Does it meet at this tick?
    [[nodiscard]] bool meets(int tick) const;
};

}  // namespace parley
