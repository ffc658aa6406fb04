#include "output/agreement_lives.hpp"

#include <algorithm>
#include <utility>

namespace parley {
namespace {

double day_of(Simulation const& simulation)
{
    return simulation.calendar().month_of(simulation.tick()).days_since_epoch();
}

}  // namespace

void AgreementLives::follow(Session const& session, bool binds, std::size_t line)
{
    Living agreement{.forum = session.forum,
                     .tick = session.tick,
                     .issues = {},
                     .signatories = session.signatories(),
                     .line = line};
    for (std::size_t const k : session.kept()) {
        agreement.issues.push_back(session.issues[k]);
    }
    (binds ? binding_ : awaiting_).push_back(std::move(agreement));
}

void AgreementLives::decide(SessionRecord& lines, Simulation const& simulation,
                            Decision const& decision)
{
    Agreement const& agreement = decision.agreement;
    auto const found = std::ranges::find_if(awaiting_, [&](Living const& a) {
        return a.forum == agreement.forum && a.tick == agreement.tick &&
               a.issues.front() == agreement.issues.front();
    });
    if (found == awaiting_.end()) {
        return;
    }
    lines.fate[found->line] = code(decision.in_force ? Fate::in_force : Fate::unratified);
    if (decision.in_force) {
        lines.in_force[found->line] = day_of(simulation);
        binding_.push_back(std::move(*found));
    }
    awaiting_.erase(found);
}

/// Why an agreement binds nobody any more; none while it binds somebody.
std::optional<End> AgreementLives::end_of(Living& agreement, Simulation const& simulation)
{
    bool replaced = false;
    for (IssueId const k : agreement.issues) {
        for (StateId const i : agreement.signatories) {
            Commitment const* const held =
                simulation.world_of(agreement.forum).regime.held(i, k, agreement.forum);
            if (held != nullptr && held->tick == agreement.tick) {
                agreement.lapses = held->lapses;
                return std::nullopt;
            }
            replaced = replaced || held != nullptr;
        }
    }
    if (replaced) {
        return End::replaced;
    }
    bool const lapsed = agreement.lapses && *agreement.lapses <= simulation.tick();
    return lapsed ? End::lapsed : End::left;
}

void AgreementLives::note_ends(SessionRecord& lines, Simulation const& simulation)
{
    std::erase_if(binding_, [&](Living& agreement) {
        std::optional<End> const end = end_of(agreement, simulation);
        if (end) {
            lines.end[agreement.line] = code(*end);
            lines.ended[agreement.line] = day_of(simulation);
        }
        return end.has_value();
    });
}

}  // namespace parley
