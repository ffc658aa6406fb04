#include "forum/meeting.hpp"

// What becomes of a table that has come to its end.
namespace parley {
namespace {

Agreement agreement_of(Session const& session, Forum const& forum)
{
    Agreement agreement{.forum = session.forum,
                        .issues = {},
                        .terms = session.outcome.terms,
                        .signatories = session.signatories(),
                        .tick = session.tick,
                        .bindingness = forum.bindingness};
    for (std::size_t const k : session.kept()) {
        agreement.terms(std::ssize(agreement.issues)) = session.outcome.terms(IssueId{k}.index());
        agreement.issues.push_back(session.issues[k]);
    }
    agreement.terms.conservativeResize(std::ssize(agreement.issues));
    if (forum.term) {
        agreement.lapses = session.tick + *forum.term;
    }
    if (session.talks) {
        agreement.talks = session.talks->number;
    }
    return agreement;
}

}  // namespace

std::vector<std::size_t> Session::kept() const
{
    std::vector<std::size_t> kept;
    for (std::size_t k = 0; k < issues.size(); ++k) {
        if (!drops(k)) {
            kept.push_back(k);
        }
    }
    return kept;
}

std::vector<StateId> Session::signatories() const
{
    std::vector<StateId> signatories;
    for (std::size_t n = 0; agreed() && n < members.size(); ++n) {
        if (outcome.signatories[n] != 0) {
            signatories.push_back(members[n]);
        }
    }
    return signatories;
}

void Meeting::conclude(World& world, Session const& session, Forum const& forum) const
{
    if (!session.agreed()) {
        discussion_.deadlock(world.states, session.members);
    } else if (forum.ratification) {
        world.regime.await(agreement_of(session, forum), session.tick + forum.ratification->delay);
    } else {
        world.regime.add(agreement_of(session, forum));
    }
}

}  // namespace parley
