#include "forum/consent.hpp"
#include "forum/meeting.hpp"
#include "negotiation/secretariat_text.hpp"

#include <utility>

namespace parley {

std::optional<Session> Meeting::mediate(World const& world, Sitting const& sitting,
                                        std::span<IssueId const> issues, double mediation,
                                        Surroundings const& around) const
{
    Session session = seated(world, sitting, issues, around);
    if (session.members.size() < 2) {
        return std::nullopt;
    }
    Seating const seating{session.members, session.issues, sitting.id};
    Voices const voices{session.blocs, session.members.size()};
    Laid const laid = lay(world, sitting, seating, voices, around);
    Table const& table = laid.table;
    RedLineBox const box = red_line_box(table);
    if (!box.clashes.empty()) {
        return std::nullopt;
    }
    Vector const told =
        (table.disclosure.array() + (1.0 - table.disclosure.array()) * mediation).matrix();
    Vector const text = secretariat_text(table, box, told);
    if (text.size() == 0) {
        return std::nullopt;
    }
    std::vector<char> const everybody(StateId{table.members()}.slot(), 1);
    Outcome outcome = consent_to(table, text, everybody);
    if (outcome.status != Status::agreed) {
        return std::nullopt;
    }
    outcome.rounds = 1;
    note_what_is_said(world, voices, laid, session);
    note_outcome(std::move(outcome), voices, laid, around.measuring, session);
    return session;
}

}  // namespace parley
