#include "model/states.hpp"
#include "scenario/indices.hpp"
#include "scenario/reading/checker.hpp"
#include "scenario/selections.hpp"
#include "scenario/warnings/warnings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

namespace parley {

namespace {

/// Where a member without any loss to give may be led by an issue: from its status quo up, or down.
struct Tether {
    std::string state;
    double status_quo = 0.0;
    bool up = false;
};

/// The ideal position of a state of these role weights.
double ideal_of(Vector const& weights, written::Issue const& issue)
{
    Vector const cares = weights.cwiseProduct(as_vector(issue.salience));
    return cares.dot(as_vector(issue.ideal)) / cares.sum();
}

/// Red lines of 0, where actual roles and the self-image lead the same way: then so does all that
/// recognition makes of them.
std::optional<Tether> tether_of(written::State const& state, written::Issue const& issue,
                                double sharpness)
{
    auto const own = issue.red_line.of.find(state.id);
    auto const line = own != issue.red_line.of.end() ? own->second : issue.red_line.all;
    if (line != 0.0 || state.profile_concentration) {
        return std::nullopt;
    }
    auto const there = issue.national_status_quo.of.find(state.id);
    double const status_quo =
        there != issue.national_status_quo.of.end() ? there->second : issue.status_quo;
    Matrix const actual = role_weights(as_vector(state.roles).transpose());
    Matrix const seen = state.self_image ? role_weights(as_vector(*state.self_image).transpose())
                                         : sharpened(actual, sharpness);
    double const by_roles = ideal_of(actual.row(0).transpose(), issue) - status_quo;
    double const by_image = ideal_of(seen.row(0).transpose(), issue) - status_quo;
    if (!(by_roles * by_image > 0.0)) {
        return std::nullopt;
    }
    return Tether{.state = state.id, .status_quo = status_quo, .up = by_roles > 0.0};
}

using Tethers = std::map<std::string_view, Tether>;

/// Two members of a forum of whom each would lose by whatever the other may accept.
std::optional<std::pair<Tether, Tether>> clash(Tethers const& tethers,
                                               std::vector<std::string> const& members)
{
    Tether const* highest_up = nullptr;
    Tether const* lowest_down = nullptr;
    for (std::string const& member : members) {
        auto const found = tethers.find(member);
        if (found == tethers.end()) {
            continue;
        }
        Tether const& tether = found->second;
        if (tether.up && (highest_up == nullptr || tether.status_quo > highest_up->status_quo)) {
            highest_up = &tether;
        }
        if (!tether.up && (lowest_down == nullptr || tether.status_quo < lowest_down->status_quo)) {
            lowest_down = &tether;
        }
    }
    if (highest_up == nullptr || lowest_down == nullptr ||
        highest_up->status_quo < lowest_down->status_quo) {
        return std::nullopt;
    }
    return std::pair{*highest_up, *lowest_down};
}

Tethers tethers_on(written::Issue const& issue, Scenario const& scenario)
{
    Tethers tethers;
    for (auto const& state : scenario.states) {
        if (auto tether = tether_of(state, issue, scenario.interests.self_image_sharpness)) {
            tethers.emplace(state.id, *std::move(tether));
        }
    }
    return tethers;
}

bool is_overridden(Scenario const& scenario, std::string const& issue)
{
    return std::ranges::any_of(scenario.overrides,
                               [&](auto const& given) { return given.issue == issue; }) ||
           std::ranges::any_of(scenario.events, [&](written::Event const& event) {
               auto const* change = event.as<Override>();
               return change != nullptr && change->issue == issue;
           });
}

}  // namespace

void warn_of_red_lines(Checker const& checker)
{
    auto const& scenario = checker.scenario();
    for (auto const& issue : scenario.issues) {
        bool const judged = !issue.is_transfer() && issue.options.empty() &&
                            issue.policy != PolicyReach::dyadic &&
                            !is_overridden(scenario, issue.id);
        auto const tethers = judged ? tethers_on(issue, scenario) : Tethers{};
        if (tethers.size() < 2) {
            continue;
        }
        for (auto const& forum : scenario.forums) {
            auto const both = clash(tethers, members_of(forum.members, scenario));
            auto const agenda = issues_of(forum.proceedings.agenda, scenario);
            if (both && forum.proceedings.rule.name == "unanimity" &&
                std::ranges::count(agenda, issue.id) > 0) {
                checker.contradict(
                    Path{"issues", issue.id, "red_line"},
                    "red lines leave nothing but the status quo on issue {}",
                    fmt::format("in {}, {} would lose by every lower position, and {} by every "
                                "higher one",
                                forum.id, both->first.state, both->second.state),
                    "let one of them be above 0, or give the forum another rule",
                    {"forums", forum.id}, "the forum", {issue.id});
                break;
            }
        }
    }
}

}  // namespace parley
