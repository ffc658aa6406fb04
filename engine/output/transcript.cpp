#include "output/transcript.hpp"

#include "output/minutes.hpp"

#include <fmt/format.h>

namespace parley {
namespace {

template <class Id, class Named>
std::string ids_of(std::vector<Id> const& some, Named const& named)
{
    std::string text;
    for (Id const i : some) {
        text += fmt::format("{}{}", text.empty() ? "" : ", ", named.id[i.slot()]);
    }
    return text;
}

}  // namespace

void Transcript::open_month(Simulation const& simulation)
{
    if (tick_ != simulation.tick()) {
        tick_ = simulation.tick();
        text_ += fmt::format("{}\n-------\n\n", simulation.calendar().month_of(tick_).text());
    }
}

void Transcript::on_event(Simulation const& simulation, Event const& event)
{
    open_month(simulation);
    text_ += fmt::format("Event ({}): {}.\n\n", kind_of(event),
                         event.about.empty() ? "without a comment" : event.about);
}

void Transcript::on_missed_talks(Simulation const& simulation, MissedTalks const& missed)
{
    open_month(simulation);
    auto const& [id, issue] = missed.topic;
    std::string const about =
        issue == IssueId{} ? "" : " on " + simulation.world().issues.id[issue.slot()];
    text_ += fmt::format("{} would open talks{}; no free team: {}.\n\n",
                         simulation.forums()[id.slot()].name, about,
                         ids_of(missed.without_team, simulation.world().states));
}

void Transcript::on_ratification(Simulation const& simulation, Decision const& decision)
{
    open_month(simulation);
    States const& states = simulation.world_of(decision.agreement.forum).states;
    std::vector<StateId> ratified;
    std::vector<StateId> refused;
    for (std::size_t n = 0; n < decision.ratified.size(); ++n) {
        auto& which = decision.ratified[n] != 0 ? ratified : refused;
        which.push_back(decision.agreement.signatories[n]);
    }
    text_ += fmt::format("Ratification of what {} agreed on {}: {}. Ratified by {}; not by {}.\n\n",
                         simulation.forums()[decision.agreement.forum.slot()].name,
                         ids_of(decision.agreement.issues, simulation.world().issues),
                         decision.in_force ? "it enters into force" : "it binds nobody",
                         ratified.empty() ? "none" : ids_of(ratified, states),
                         refused.empty() ? "none" : ids_of(refused, states));
}

void Transcript::on_defection(Simulation const& simulation, Defection const& defection)
{
    open_month(simulation);
    text_ += fmt::format("{} leaves what {} agreed on {}.\n\n",
                         simulation.world_of(defection.forum).states.name[defection.state.slot()],
                         simulation.forums()[defection.forum.slot()].name,
                         ids_of(defection.issues, simulation.world().issues));
}

void Transcript::on_meeting(Simulation const& simulation, ForumId id,
                            std::vector<Session> const& sessions)
{
    Forum const& forum = simulation.forums()[id.slot()];
    open_month(simulation);
    text_ += fmt::format("{} ({}). Present: {}.\n", forum.name,
                         level_names[static_cast<std::size_t>(forum.level)],
                         ids_of(forum.members, simulation.world_of(id).states));
    if (sessions.empty() && forum.talks) {
        text_ += "  The members talk; no negotiation ends.\n\n";
    } else if (sessions.empty()) {
        text_ += "  Nothing is open: the members talk, and bargain over nothing.\n\n";
    }
    for (Session const& session : sessions) {
        text_ += minutes_of(simulation, session);
    }
}

}  // namespace parley
