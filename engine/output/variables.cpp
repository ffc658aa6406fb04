#include "output/variables.hpp"

#include "output/listing.hpp"
#include "output/session_variables.hpp"
#include "simulation/gains.hpp"
#include "simulation/measures.hpp"

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <type_traits>

namespace parley {
namespace {

using enum Dimension;
using namespace listing;

constexpr char const* per_year = "persons year-1";
constexpr char const* usd_per_year = "USD year-1";

/// A variable that is read off the simulation; `reading` gives a number, a vector or a matrix.
template <class Reading>
VariableOf<RunRecord> observed(std::string name, Dimensions dimensions, Reading reading,
                               std::string long_name, std::string units = "1")
{
    VariableOf<RunRecord> made;
    made.name = std::move(name);
    made.dimensions = std::move(dimensions);
    made.long_name = std::move(long_name);
    made.units = std::move(units);
    made.observe = [reading](Simulation const& simulation, std::span<double> place) {
        auto const& read = reading(simulation);
        if constexpr (std::is_arithmetic_v<std::remove_cvref_t<decltype(read)>>) {
            place.front() = read;
        } else {
            if (static_cast<std::size_t>(read.size()) > place.size()) {
                throw std::logic_error{"a variable gives more values than its dimensions hold"};
            }
            std::copy_n(read.data(), read.size(), place.begin());
        }
    };
    return made;
}

Vector outflow(Simulation const& s)
{
    return s.world().flows.leaving(s.world().states.count());
}

Vector inflow(Simulation const& s)
{
    return s.world().flows.entering(s.world().states.count());
}

Vector transit_flow(Simulation const& s)
{
    return s.world().flows.crossing(s.world().states.count());
}

Vector stranded(Simulation const& s)
{
    Flows const& flows = s.world().flows;
    return by_state(flows.destination, flows.stranded, s.world().states.count());
}

Vector deterred(Simulation const& s)
{
    Flows const& flows = s.world().flows;
    return by_state(flows.origin, flows.deterred, s.world().states.count());
}

Vector emigrants(Simulation const& s)
{
    Flows const& flows = s.world().flows;
    return by_state(flows.origin, flows.stock, s.world().states.count());
}

Vector immigrants(Simulation const& s)
{
    Flows const& flows = s.world().flows;
    return by_state(flows.destination, flows.stock, s.world().states.count());
}

template <IssueKind kind>
double movement_on(Simulation const& s)
{
    return movement(s.world(), kind);
}

Vector joint_gain(Simulation const& s)
{
    return joint_gains(s.world(), s.gain());
}

Vector joint_gain_share(Simulation const& s)
{
    return joint_gain_shares(joint_gain(s), s.best_joint_gain());
}

Vector received_in_dollars(Simulation const& s)
{
    return received(s.world());
}

double is_substantive(Simulation const& s)
{
    return substantive(movement_on<IssueKind::hard>(s), joint_gain(s)) ? 1.0 : 0.0;
}

double share_of_losers(Simulation const& s)
{
    return losers(s.world(), s.gain());
}

double coverage_of_regime(Simulation const& s)
{
    return regime_coverage(s.world());
}

bool has_capacity(Simulation const& s)
{
    return s.world().handling.load.size() > 0;
}

double gap(Simulation const& s)
{
    return has_capacity(s) ? management_gap(s) : std::numeric_limits<double>::quiet_NaN();
}

std::vector<double> gap_by_level(Simulation const& s)
{
    std::vector<double> gaps;
    for (std::size_t level = 0; has_capacity(s) && level < level_names.size(); ++level) {
        gaps.push_back(management_gap(s, static_cast<Level>(level)));
    }
    return gaps;
}

/// Talks under way in forums of each level; NaN on levels where no forum has talks.
std::vector<double> talks_by_level(Simulation const& s)
{
    std::vector<double> counts(level_names.size(), std::numeric_limits<double>::quiet_NaN());
    auto const at = [&](Forum const& forum) -> double& {
        return counts[static_cast<std::size_t>(forum.level)];
    };
    for (Forum const& forum : s.forums()) {
        if (forum.talks) {
            at(forum) = 0.0;
        }
    }
    for (Talks const& talks : s.diplomacy().under_way()) {
        at(s.forums()[talks.topic.forum.slot()]) += 1.0;
    }
    return counts;
}

Matrix deviation(Simulation const& s)
{
    return s.local() ? s.local()->deviation() : Matrix{};
}

Matrix policy_in_effect(Simulation const& s)
{
    return s.local() ? s.world().policies_in_effect() : Matrix{};
}

std::vector<VariableOf<RunRecord>> run_variables()
{
    using R = RunRecord;
    std::vector<VariableOf<RunRecord>> all{
        number("power", {run, state}, &R::power, "power"),
        number("status_quo", {run, state, issue}, &R::status_quo, "national status quo"),
        observed(
            "profile", {run, time, state, role},
            [](Simulation const& s) -> auto const& { return s.world().states.profile; },
            "actual weight of the role"),
        observed(
            "recognition", {run, time, state},
            [](Simulation const& s) -> auto const& { return s.world().states.recognition; },
            "recognition of the actual profile"),
        observed(
            "disclosure", {run, time, state},
            [](Simulation const& s) -> auto const& { return s.world().states.disclosure; },
            "disclosure of the perceived interests"),
        observed(
            "exposure", {run, time, state},
            [](Simulation const& s) -> auto const& { return s.world().states.exposure; },
            "exposure to migration"),
        observed(
            "actual_payoff", {run, time, state},
            [](Simulation const& s) -> auto const& { return s.actual_payoff(); },
            "payoff of the policies in force by actual interests"),
        observed(
            "perceived_payoff", {run, time, state},
            [](Simulation const& s) -> auto const& { return s.perceived_payoff(); },
            "payoff of the policies in force by perceived interests"),
        observed("outflow", {run, time, state}, outflow, "people who leave", per_year),
        observed("inflow", {run, time, state}, inflow, "people who arrive", per_year),
        observed("transit_flow", {run, time, state}, transit_flow, "people who cross", per_year),
        observed("stranded", {run, time, state}, stranded,
                 "people who halt there since a border is closed to them", per_year),
        observed("deterred", {run, time, state}, deterred,
                 "people who stay since a border is closed to them", per_year),
        observed("emigrants", {run, time, state}, emigrants, "people from there who live elsewhere",
                 "persons"),
        observed("immigrants", {run, time, state}, immigrants,
                 "people from elsewhere who live there", "persons"),
        observed(
            "migration_load", {run, time, state},
            [](Simulation const& s) -> auto const& { return s.world().handling.load; },
            "people to handle, by complexity", per_year),
        observed(
            "capacity", {run, time, state},
            [](Simulation const& s) -> auto const& { return s.world().handling.capacity; },
            "people that can be handled", per_year),
        observed(
            "ideal_point", {run, time, state, issue},
            [](Simulation const& s) -> auto const& { return s.world().perceived.ideal; },
            "perceived ideal point"),
        number("declared_position", {run, time, state, issue}, &R::declared_position,
               "latest official stance at a table"),
        observed(
            "policy", {run, time, state, issue},
            [](Simulation const& s) { return s.world().policies(); }, "policy in force"),
        observed("policy_in_effect", {run, time, state, issue}, policy_in_effect,
                 "policy in force with what authorities add to it"),
        number("authority_share", {run, authority}, &R::authority_share,
               "share of its state that the authority is"),
        observed("deviation", {run, time, authority, issue}, deviation,
                 "how far the authority departs from the policy of its state"),
        observed(
            "authority_payoff", {run, time, authority},
            [](Simulation const& s) { return s.authority_payoff(); },
            "payoff of the local policies by actual interests of the authority"),
        number("attempts", {run, time, forum, issue}, &R::attempts,
               "tables that held the issue since the last record"),
        number("agreements", {run, time, forum, issue}, &R::agreements,
               "tables that agreed on the issue since the last record"),
        number("unratified", {run, time, forum, issue}, &R::unratified,
               "agreements on the issue that failed at home since the last record"),
        number("defections", {run, time, forum, issue}, &R::defections,
               "parties that left an agreement on the issue since the last record"),
        number("without_team", {run, time, forum, issue}, &R::without_team,
               "talks on the issue that found no free team since the last record"),
        number("hardness", {run, time, forum, issue}, &R::hardness,
               "measured hardness, mean over the tables since the last record"),
        number("balance", {run, time, forum, issue}, &R::balance,
               "balance of the two sides, mean over the tables since the last record"),
        flag_or_none("interest_pattern", {run, time, forum, issue}, &R::interest_pattern,
                     "interest pattern at the last table", texts(interest_pattern_names)),
        number("coverage", {run, time, forum, issue}, &R::coverage,
               "share of what ties members to other states that lies inside, mean over forums"),
        number("routed", {run, time, forum, issue}, &R::routed,
               "share of the forums that take up the issue"),
        number("maturity", {run, time, forum}, &R::maturity, "maturity of the forum"),
        observed("hard_movement", {run, time}, movement_on<IssueKind::hard>,
                 "movement on hard issues"),
        observed("soft_movement", {run, time}, movement_on<IssueKind::soft>,
                 "movement on soft issues"),
        observed("linkage_movement", {run, time}, movement_on<IssueKind::linkage>,
                 "movement on linkage issues"),
        observed("transfer_movement", {run, time}, movement_on<IssueKind::transfer>,
                 "movement on transfers"),
        observed(
            "net_movement", {run, time, issue},
            [](Simulation const& s) { return net_movement(s.world()); },
            "mean way that policies moved, with its direction"),
        observed(
            "gain", {run, time, state}, [](Simulation const& s) -> auto const& { return s.gain(); },
            "payoff of the policies in force beyond that without agreements, by actual "
            "interests"),
        observed("joint_gain", {run, time, weighting}, joint_gain,
                 "mean gain of states by actual interests"),
        observed("joint_gain_share", {run, time, weighting}, joint_gain_share,
                 "joint gain as a share of the best for all together"),
        observed("losers", {run, time}, share_of_losers,
                 "share of the states that are worse off than without agreements"),
        observed("substantive", {run, time}, is_substantive,
                 "1 where hard issues moved by 0.1 or more and states gain by every weighting"),
        observed("received", {run, time, state}, received_in_dollars,
                 "what transfers in dollars bring, below 0 what they cost", usd_per_year),
        observed("regime_coverage", {run, time}, coverage_of_regime,
                 "share of states and issues bound by an agreement"),
        observed("management_gap", {run, time}, gap,
                 "capacity that states lack as a share of their loads"),
        observed("level_gap", {run, time, level}, gap_by_level,
                 "management gap of the members of forums of the level"),
        observed("talks", {run, time, level}, talks_by_level, "talks under way"),
        number("opening_chance", {run, pair}, &R::opening_chance,
               "sum of the rates at which the pair could have opened talks"),
        number("talks_opened", {run, pair}, &R::talks_opened, "talks that the pair has opened"),
        number("talks_signed", {run, pair}, &R::talks_signed, "agreements that it has signed"),
        number("funds_paid", {run, time, organisation}, &R::funds_paid,
               "what the organisation pays to those whom agreements bind", "USD year-1"),
        number("issues_brought_up", {run, time, organisation}, &R::brought_up,
               "issues that it has put on agendas so far"),
        number("texts_agreed", {run, time, organisation}, &R::texts_agreed,
               "texts of its own, after tables had failed, that were agreed so far"),
        flag_or_none("settled_level", {run, issue}, &R::settled_level,
                     "lowest level at which the issue was agreed", texts(level_names)),
        number("sessions_held", {run}, &R::sessions_held, "tables negotiated"),
        number("sessions_agreed", {run}, &R::sessions_agreed, "tables that agreed"),
    };
    for (std::size_t place = 0; auto& variable : all) {
        if (variable.observe) {
            variable.values = [place](RunRecord const& run) -> Values {
                return std::span<double const>{run.observed[place]};
            };
            ++place;
        }
    }
    return all;
}

}  // namespace

OwnedValues empty_values(Element element)
{
    switch (element) {
        case Element::float64:
            return std::vector<double>{};
        case Element::int8:
            return std::vector<std::int8_t>{};
        case Element::int16:
            return std::vector<std::int16_t>{};
        case Element::int32:
            return std::vector<std::int32_t>{};
        case Element::uint64:
            return std::vector<std::uint64_t>{};
        case Element::text:
            break;
    }
    return std::vector<std::string>{};
}

std::vector<VariableOf<RunRecord>> variables(Labels const& labels)
{
    auto all = identity<RunRecord>();
    for (auto&& some : {run_variables(), session_variables(labels)}) {
        all.insert(all.end(), some.begin(), some.end());
    }
    auto const leave_out = [&](std::vector<std::string> const& axis, Dimension dimension) {
        std::erase_if(all, [&](auto const& variable) {
            return axis.empty() && std::ranges::count(variable.dimensions, dimension) > 0;
        });
    };
    leave_out(labels.pair, Dimension::pair);
    leave_out(labels.organisation, Dimension::organisation);
    if (labels.authority.empty()) {
        std::erase_if(all, needs_authorities);
    }
    return all;
}

bool needs_authorities(Variable const& variable)
{
    return variable.name == "policy_in_effect" || variable.name == "session_blocked_by_authority" ||
           variable.name == "session_all_but_authority" ||
           std::ranges::count(variable.dimensions, Dimension::authority) > 0;
}

std::vector<VariableOf<RunRecord>> const& observed_variables()
{
    static auto const observed = [] {
        auto some = run_variables();
        std::erase_if(some, [](auto const& variable) { return !variable.observe; });
        return some;
    }();
    return observed;
}

}  // namespace parley
