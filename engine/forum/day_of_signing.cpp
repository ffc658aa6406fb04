#include "forum/consent.hpp"
#include "forum/meeting.hpp"

#include <algorithm>

namespace parley {
namespace {

/// Of those who sat at a table and of what lay on it, what is left on a later day.
struct Left {
    std::vector<std::size_t> seats;   // of the session, in their order
    std::vector<std::size_t> issues;  // of the session, in their order
    std::vector<StateId> members;
    std::vector<IssueId> open;
    Vector terms;
};

Left what_is_left(World const& world, Sitting const& sitting, Session const& session)
{
    Left left;
    for (std::size_t n = 0; n < session.members.size(); ++n) {
        if (std::ranges::count(sitting.forum.members, session.members[n]) > 0) {
            left.seats.push_back(n);
            left.members.push_back(session.members[n]);
        }
    }
    std::vector<IssueId> const open = open_issues(sitting, world);
    left.terms.resize(std::ssize(session.issues));
    for (std::size_t k = 0; k < session.issues.size(); ++k) {
        if (std::ranges::count(open, session.issues[k]) > 0) {
            left.terms(std::ssize(left.issues)) = session.outcome.terms(IssueId{k}.index());
            left.issues.push_back(k);
            left.open.push_back(session.issues[k]);
        }
    }
    left.terms.conservativeResize(std::ssize(left.issues));
    return left;
}

/// The blocs of the first round, of those who are left.
std::vector<Bloc> blocs_of(Session const& session, Left const& left)
{
    std::vector<Bloc> blocs;
    for (Bloc const& before : session.blocs) {
        Bloc bloc{.caucus = before.caucus, .seats = {}, .agreed = Vector(left.terms.size())};
        for (std::size_t n = 0; n < left.seats.size(); ++n) {
            if (std::ranges::count(before.seats, left.seats[n]) > 0) {
                bloc.seats.push_back(n);
            }
        }
        for (std::size_t k = 0; k < left.issues.size(); ++k) {
            bloc.agreed(IssueId{k}.index()) = before.agreed(IssueId{left.issues[k]}.index());
        }
        if (bloc.seats.size() > 1) {
            blocs.push_back(std::move(bloc));
        }
    }
    return blocs;
}

/// Those who signed at the first round and are left, by voice: the most of a bloc decide.
std::vector<char> signed_by_voice(Voices const& voices, Session const& session, Left const& left)
{
    Vector signs(std::ssize(left.seats));
    for (std::size_t n = 0; n < left.seats.size(); ++n) {
        signs(StateId{n}.index()) = session.outcome.signatories[left.seats[n]] != 0 ? 1.0 : 0.0;
    }
    std::vector<char> signatories;
    for (double const share : voices.means(signs, Vector::Ones(signs.size()))) {
        signatories.push_back(share > 0.5 ? 1 : 0);
    }
    return signatories;
}

}  // namespace

void Meeting::weigh_again(World const& world, Sitting const& sitting, Session& session,
                          Surroundings const& around) const
{
    Outcome& outcome = session.outcome;
    Left const left = what_is_left(world, sitting, session);
    if (left.issues.size() < session.issues.size()) {
        session.dropped.assign(session.issues.size(), 1);
        for (std::size_t const k : left.issues) {
            session.dropped[k] = 0;
        }
    }
    outcome.consenting.assign(session.members.size(), 0);
    outcome.abstaining.assign(outcome.abstaining.size(), 0);
    if (left.seats.size() < 2 || left.issues.empty()) {
        outcome.status = Status::overtaken;
        outcome.signatories.assign(session.members.size(), 0);
        return;
    }
    Seating const seating{left.members, left.open, sitting.id};
    Voices const voices{blocs_of(session, left), left.members.size()};
    Laid const laid = lay(world, sitting, seating, voices, around);
    Outcome const today =
        voices.by_seat(consent_to(laid.table, left.terms, signed_by_voice(voices, session, left)));
    outcome.status = today.status;
    outcome.signatories.assign(session.members.size(), 0);
    for (std::size_t n = 0; n < left.seats.size(); ++n) {
        outcome.consenting[left.seats[n]] = today.consenting[n];
        if (!today.abstaining.empty()) {
            outcome.abstaining.resize(session.members.size(), 0);
            outcome.abstaining[left.seats[n]] = today.abstaining[n];
        }
        outcome.signatories[left.seats[n]] =
            today.status == Status::agreed ? today.signatories[n] : char{0};
    }
    for (Block block : today.blocked_by) {
        block.member = StateId{left.seats[StateId{block.member}.slot()]}.index();
        if (block.issue >= 0) {
            block.issue = IssueId{left.issues[IssueId{block.issue}.slot()]}.index();
        }
        outcome.blocked_by.push_back(block);
    }
}

}  // namespace parley
