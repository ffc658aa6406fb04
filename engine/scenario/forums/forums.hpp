#pragma once

#include "document/duration.hpp"
#include "forum/declaration.hpp"
#include "forum/discussion.hpp"
#include "forum/forum.hpp"
#include "forum/routing.hpp"
#include "model/state_keys.hpp"
#include "scenario/format/by_name.hpp"
#include "scenario/format/values.hpp"
#include "simulation/event.hpp"

#include <optional>
#include <string>
#include <tuple>
#include <vector>

// Where states meet: forums, one by one or generated for pairs, how they work and grow up, how
// members speak in them, and which of them takes up an issue.
namespace parley {

class Checker;
class Path;
class Describer;

namespace written {

/// A step that a forum takes when it is mature enough.
struct Deepening {
    double at = 1.0;
    std::optional<Level> level{};
    std::optional<double> bindingness{};
    std::optional<Method> rule{};
    friend bool operator==(Deepening const&, Deepening const&) = default;
};

/// How a forum grows up with agreements.
struct Maturity {
    double start = 0.0;
    double growth = Maturing{}.growth;
    double decay = Maturing{}.decay;
    double frankness_gain = Maturing{}.frankness_gain;
    double rounds_saved = Maturing{}.rounds_saved;
    std::vector<Deepening> deepen{};
    friend bool operator==(Maturity const&, Maturity const&) = default;
};

/// The decision at home that makes a signature binding.
struct Ratification {
    Duration delay{.count = 12};
    double shock = parley::Ratification{}.shock;
    friend bool operator==(Ratification const&, Ratification const&) = default;
};

/// How talks of a forum begin and how long they last.
struct Talks {
    std::optional<Duration> mandate{};
    std::optional<Duration> round{};
    std::optional<double> initiative{};
    double gain = TalksRules{}.gain;
    std::optional<Duration> burn_in{};
    bool team = TalksRules{}.team;
    friend bool operator==(Talks const&, Talks const&) = default;
};

/// What an agreement costs its members.
struct Cost : parley::Cost {
    friend bool operator==(Cost const& a, Cost const& b)
    {
        return std::tie(a.round, a.signature) == std::tie(b.round, b.signature);
    }
};

/// How much agreements make further ones easier.
struct Habit {
    double pair = HabitRules{}.pair;
    double state = HabitRules{}.state;
    Duration memory{.count = 60};
    friend bool operator==(Habit const&, Habit const&) = default;
};

/// How a forum works, whoever its members are.
struct Proceedings {
    std::string about{};
    Selection agenda{};
    Scope scope = parley::Forum{}.scope;
    Method rule{.name = "unanimity"};
    Method protocol{.name = "alternating_offers"};
    int rounds = parley::Forum{}.deadline;
    Duration meets{.count = 12};
    Month opens{};
    std::optional<Month> closes{};
    double frankness = parley::Forum{}.frankness;
    double bindingness = parley::Forum{}.bindingness;
    std::optional<Duration> term{};
    Renewal renewal = parley::Forum{}.renewal;
    bool caucus = false;
    bool binds_newcomers = false;
    std::optional<Maturity> maturity{};
    std::vector<std::string> secretariat{};  ///< empty: none
    std::optional<Ratification> ratification{};
    std::optional<double> sanction{};
    std::optional<Talks> talks{};
    std::optional<Cost> cost{};
    std::optional<Habit> habit{};
    std::optional<Duration> reopens{};
    friend bool operator==(Proceedings const&, Proceedings const&) = default;
};

/// A forum with the states that meet in it.
struct Forum {
    std::string id;
    std::string name{};
    Level level = parley::Forum{}.level;
    Selection members{};
    Selection authorities{};  ///< in the place of members
    Proceedings proceedings{};

    /// Do authorities meet, and no states?
    [[nodiscard]] bool is_of_authorities() const
    {
        return !authorities.group.empty() || !authorities.ids.empty();
    }
    friend bool operator==(Forum const&, Forum const&) = default;
};

/// The pairs of states between which enough people have moved.
struct Corridors {
    double minimum_stock = 0.0;
    friend bool operator==(Corridors const&, Corridors const&) = default;
};

/// Forums of two members each, generated: every pair across two groups, these pairs, or those
/// of corridors.
struct Bilateral {
    std::vector<std::vector<std::string>> between{};
    std::vector<std::vector<std::string>> pairs{};
    std::optional<Corridors> corridors{};
    Proceedings proceedings{};
    friend bool operator==(Bilateral const&, Bilateral const&) = default;
};

/// Which forum takes up an issue.
struct Routing : parley::Routing::Params {
    bool outside_option = false;
    friend bool operator==(Routing const& a, Routing const& b)
    {
        return std::tie(a.policy, a.coverage, a.patience, a.outside_option) ==
               std::tie(b.policy, b.coverage, b.patience, b.outside_option);
    }
};

/// How members speak, and what they learn.
struct Discussion {
    double disclosure = Outlook<OneState>{}.disclosure;
    double posturing = Declaration::Params{}.posturing;
    double hiding = Declaration::Params{}.hiding;
    double learning = parley::Discussion::Params{}.learning;
    double trust = parley::Discussion::Params{}.trust;
    double decay = parley::Discussion::Params{}.decay;
    double deadlock_cost = parley::Discussion::Params{}.deadlock_cost;
    double defection_cost = parley::Discussion::Params{}.defection_cost;
    friend bool operator==(Discussion const&, Discussion const&) = default;
};

}  // namespace written

void describe(Describer& describer, written::Deepening& deepening);
void describe(Describer& describer, written::Maturity& maturity);
void describe(Describer& describer, written::Ratification& ratification);
void describe(Describer& describer, written::Talks& talks);
void describe(Describer& describer, written::Cost& cost);
void describe(Describer& describer, written::Habit& habit);
void describe(Describer& describer, written::Forum& forum);
void describe(Describer& describer, written::Corridors& corridors);
void describe(Describer& describer, written::Bilateral& bilateral);
void describe(Describer& describer, written::Routing& routing);
void describe(Describer& describer, written::Discussion& discussion);

/// What a change of how a forum decides says, in a treaty or as it matures.
void describe_change(Describer& describer, std::optional<double>& bindingness,
                     std::optional<written::Method>& rule);

void check_forums(Checker const& checker);

/// The rule of a reform fits the members of its forum, and those who join.
void check_reform(Checker const& checker, Path const& path, Reform<ByName> const& reform);

}  // namespace parley
