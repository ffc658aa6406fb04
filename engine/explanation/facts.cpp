#include "explanation/explanation.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace parley {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<char const*, brought_count> brought_names{"interests", "in_force", "declared",
                                                               "hopes"};
constexpr std::array<char const*, 12> absence_names{
    "",         "no_forum",   "closed",    "no_meeting",  "no_team",       "other_time",
    "no_talks", "off_agenda", "elsewhere", "few_members", "still_settled", "unknown"};

Json number(double value)
{
    return std::isfinite(value) ? Json(value) : Json(nullptr);
}

Json in_json(Interval const& of)
{
    return {{"mean", number(of.mean)}, {"half_width", number(of.half_width)}};
}

/// Writes ids in the place of indices.
class Naming {
  public:
    Naming(Setup const& first, Setup const& second) : first_{first}, second_{second} {}

    [[nodiscard]] Json issues(std::vector<IssueId> const& ids) const
    {
        Json names = Json::array();
        for (IssueId const k : ids) {
            names.push_back(issue(k));
        }
        return names;
    }

    [[nodiscard]] std::string const& issue(IssueId id) const
    {
        return first_.world.issues.id[id.slot()];
    }

    [[nodiscard]] Json parting(std::optional<CommonParting> const& common) const
    {
        if (!common) {
            return nullptr;
        }
        Parting const& at = common->parting;
        Json moved = Json::array();
        for (auto const& [k, from, to] : at.moved) {
            moved.push_back({{"issue", issue(k)}, {"from", from}, {"to", to}});
        }
        Json brought = Json::object();
        for (std::size_t what = 0; what < brought_count; ++what) {
            brought[brought_names[what]] = members(at, at.brought[what]);
        }
        return {{"month", first_.calendar.month_of(at.tick).text()},
                {"forum", at.forum},
                {"runs", common->runs},
                {"parted", common->parted},
                {"lost", issues(at.lost)},
                {"won", issues(at.won)},
                {"moved", std::move(moved)},
                {"bound_now", members(at, at.bound_now)},
                {"bound_then", members(at, at.bound_then)},
                {"untabled", issues(at.untabled)},
                {"absence", absence_names[static_cast<std::size_t>(at.absence)]},
                {"absent_in_first", at.absent_in_first},
                {"regrouped", at.regrouped},
                {"came", members(at, at.came)},
                {"stayed_away", members(at, at.stayed_away)},
                {"brought_otherwise", std::move(brought)},
                {"mechanism",
                 at.mechanism ? mechanism_names[static_cast<std::size_t>(*at.mechanism)] : ""},
                {"blocked_by", at.mechanism ? members(at, {at.blocked_by})[0] : Json("")}};
    }

  private:
    [[nodiscard]] Json members(Parting const& at, std::vector<StateId> const& ids) const
    {
        Setup const& setup = at.in_second ? second_ : first_;
        auto const place = at.in_second ? *at.in_second : at.in_first.value_or(ForumId{0});
        auto const& names = setup.forums[place.slot()].is_of_authorities() ? setup.authorities.id
                                                                           : setup.world.states.id;
        Json found = Json::array();
        for (StateId const i : ids) {
            found.push_back(names[i.slot()]);
        }
        return found;
    }

    Setup const& first_;
    Setup const& second_;
};

}  // namespace

std::string facts_in_json(Explanation const& explanation, Setup const& first, Setup const& second)
{
    Effect const& effect = explanation.effect;
    Naming const write{first, second};
    Json settings = Json::array();
    for (std::size_t s = 0; s < explanation.settings.size(); ++s) {
        auto const& [path, value] = explanation.settings[s];
        settings.push_back({{"path", path}, {"value", value}});
        if (s < explanation.reasons.size()) {
            settings.back()["reason"] = explanation.reasons[s];
        }
    }
    Json agreements = Json::object();
    Json policy = Json::object();
    for (std::size_t k = 0; k < effect.policy_change.size(); ++k) {
        auto const& name = write.issue(IssueId{k});
        agreements[name] = {{"then", effect.agreements_then[k]}, {"now", effect.agreements_now[k]}};
        policy[name] = number(effect.policy_change[k]);
    }
    Json const facts{
        {"what_if", explanation.what_if},
        {"settings", std::move(settings)},
        {"settings_in_short", in_short(explanation.settings)},
        {"runs", effect.runs},
        {"same_runs", effect.same},
        {"first", write.parting(effect.any)},
        {"first_agreements", write.parting(effect.agreements)},
        {"first_turned", write.parting(effect.turned)},
        {"policies_from", effect.first_policies
                              ? Json(first.calendar.month_of(*effect.first_policies).text())
                              : Json(nullptr)},
        {"interests_from", effect.first_interests
                               ? Json(first.calendar.month_of(*effect.first_interests).text())
                               : Json(nullptr)},
        {"agreements", std::move(agreements)},
        {"policy_change", std::move(policy)},
        {"hard_movement", in_json(effect.hard_movement)},
        {"soft_movement", in_json(effect.soft_movement)},
        {"joint_gain", in_json(effect.joint_gain)},
        {"sentences", explanation.sentences}};
    return facts.dump();
}

}  // namespace parley
