#include "forum/secretariat.hpp"
#include "simulation/effects.hpp"
#include "simulation/simulation.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

// What organisations do for the forums that they serve, tick by tick: they bring issues up, and put
// texts of their own to those who could not agree.
namespace parley {
namespace {

std::uint64_t place(int number)
{
    return static_cast<std::uint64_t>(number);
}

/// The issues of an organisation's mandate on which tables have ended without agreement, sorted.
std::vector<IssueId> left_open(std::vector<Session> const& sessions,
                               Organisation const& organisation)
{
    std::vector<IssueId> issues;
    for (Session const& session : sessions) {
        for (IssueId const k : session.issues) {
            auto const agreed = [&](Session const& s) {
                return s.agreed() && std::ranges::count(s.issues, k) > 0;
            };
            if (organisation.is_competent(k) && std::ranges::count(issues, k) == 0 &&
                std::ranges::none_of(sessions, agreed)) {
                issues.push_back(k);
            }
        }
    }
    std::ranges::sort(issues);
    return issues;
}

}  // namespace

/// Organisations bring up issues of their mandates in the forums that they serve, now and then.
void Simulation::set_agendas(Observers observers)
{
    for (std::size_t o = 0; o < state_.world.organisations.size(); ++o) {
        if (!(state_.world.organisations[o].agenda.chance > 0.0)) {
            continue;
        }
        std::vector<ForumId> const serves = state_.world.organisations[o].serves;
        for (ForumId const id : serves) {
            Forum const& forum = state_.forums[id.slot()];
            if (!forum.is_open(state_.tick) || forum.is_of_authorities()) {
                continue;  // what lies on a local agenda is what states have devolved
            }
            if (auto const issue = brought_up_by(state_.world.organisations[o], id)) {
                bring_up(OrganisationId{o}, id, *issue, observers);
            }
        }
    }
}

/// The issue that an organisation brings up in a forum in this tick, by chance; mostly none. It is
/// one of its mandate that is not up there already: one that is not on the agenda, if there is any.
std::optional<IssueId> Simulation::brought_up_by(Organisation const& organisation, ForumId id) const
{
    Forum const& forum = state_.forums[id.slot()];
    RandomStream random{
        seed_,
        "agenda",
        {replicate_, place(state_.tick), hash_name(organisation.id + '/' + forum.id)}};
    if (random.uniform() >=
        1.0 - std::pow(1.0 - organisation.agenda.chance, calendar().years_a_tick())) {
        return std::nullopt;
    }
    auto const is_up = [&](IssueId k) {
        return std::ranges::any_of(state_.passing, [&](RunState::Passing const& passing) {
            auto const* const up = std::get_if<RunState::BroughtUp>(&passing.what);
            return up != nullptr && up->forum == id && up->issue == k;
        });
    };
    std::vector<IssueId> new_here;
    std::vector<IssueId> known;
    for (IssueId const k : organisation.mandate) {
        if (!is_up(k)) {
            (std::ranges::count(forum.agenda, k) > 0 ? known : new_here).push_back(k);
        }
    }
    auto const& candidates = new_here.empty() ? known : new_here;
    return candidates.empty() ? std::nullopt
                              : std::optional{candidates[random.below(candidates.size())]};
}

void Simulation::bring_up(OrganisationId by, ForumId id, IssueId issue, Observers observers)
{
    Organisation const& organisation = state_.world.organisations[by.slot()];
    Forum& forum = state_.forums[id.slot()];
    bool const is_new = std::ranges::count(forum.agenda, issue) == 0;
    if (is_new) {
        forum.agenda.insert(std::ranges::upper_bound(forum.agenda, issue), issue);
    }
    state_.passing.push_back({RunState::BroughtUp{.forum = id, .issue = issue, .added = is_new},
                              state_.tick + organisation.agenda.lasts});
    state_.brought_up(by.index()) += 1.0;
    Event const event{.about = organisation.name + " brings up " +
                               state_.world.issues.id[issue.slot()] + " in " + forum.name,
                      .tick = state_.tick,
                      .what = Attention<ById>{.states = forum.members,
                                              .issues = {issue},
                                              .factor = organisation.agenda.factor,
                                              .lasts = organisation.agenda.lasts}};
    apply_event(event, *setup_, state_);
    for (Observer* observer : observers) {
        observer->on_event(*this, event);
    }
}

void Simulation::mediate(ForumId id, std::vector<Session>& sessions,
                         Meeting::Surroundings const& with, Observers observers)
{
    Forum const& forum = state_.forums[id.slot()];
    if (forum.is_of_authorities()) {
        return;
    }
    Secretariat const secretariat{state_.world.organisations, id};
    for (Organisation const* const organisation : secretariat.organisations()) {
        double const chance = organisation->formula * organisation->mediation;
        if (!(chance > 0.0)) {
            continue;
        }
        auto open = left_open(sessions, *organisation);
        auto const still_open = open_issues(Sitting{forum, id, state_.tick}, state_.world);
        std::erase_if(open, [&](IssueId k) { return std::ranges::count(still_open, k) == 0; });
        if (open.empty()) {
            continue;
        }
        Session const& first = *std::ranges::find_if(sessions, [&](Session const& s) {
            return std::ranges::count(s.issues, open.front()) > 0;
        });
        std::optional<OfTalks> const talks = first.talks;
        RandomStream random{seed_,
                            "formula",
                            {replicate_, place(talks ? talks->number : state_.tick),
                             hash_name(organisation->id + '/' + forum.id + '/' +
                                       state_.world.issues.id[open.front().slot()])}};
        if (random.uniform() >= chance) {
            continue;
        }
        Meeting::Surroundings around{with};
        around.measuring = asked_by(observers, forum.level);
        auto text = meeting_.mediate(state_.world, Sitting{forum, id, state_.tick}, open,
                                     organisation->mediation, around);
        if (text) {
            text->talks = talks;
            state_.texts_agreed(organisation - state_.world.organisations.data()) += 1.0;
            meeting_.conclude(state_.world, *text, forum);
            if (forum.talks) {
                state_.diplomacy.note_agreement(id, forum, text->signatories(), 0.0);
            }
            sessions.push_back(std::move(*text));
        }
    }
}

}  // namespace parley
