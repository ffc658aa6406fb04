#include "forum/meeting.hpp"
#include "negotiation/objection.hpp"

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

/// What a signatory of an `opt_in` treaty has when the others of these sign without it: what is in
/// force, where they are too few.
double payoff_outside(Table const& table, Eigen::Index member, std::vector<char> signatories,
                      VectorView terms)
{
    signatories[StateId{member}.slot()] = 0;
    return table.rule.passes(signatories) ? table.payoff_when(member, signatories, terms)
                                          : table.reservation(member);
}

/// Of the signatories of an `opt_in` treaty those who are no better off outside: the one that loses
/// most, in its unit, leaves first.
std::vector<char> willing(Table const& table, VectorView terms, std::vector<char> signatories)
{
    while (true) {
        Eigen::Index worst = -1;
        double most = 0.0;
        for (Eigen::Index i = 0; i < table.members(); ++i) {
            auto const slot = StateId{i}.slot();
            if (signatories[slot] == 0) {
                continue;
            }
            double const loss = objects(table, i, terms)
                                    ? table.reservation(i) - table.payoff(i, terms)
                                    : payoff_outside(table, i, signatories, terms) -
                                          table.payoff_when(i, signatories, terms);
            bool const leaves = objects(table, i, terms) || loss > table.tolerance(i);
            if (leaves && (worst < 0 || loss / table.unit(i) > most)) {
                worst = i;
                most = loss / table.unit(i);
            }
        }
        if (worst < 0) {
            return signatories;
        }
        signatories[StateId{worst}.slot()] = 0;
    }
}

/// What comes of terms on the day, by voice.
Outcome outcome_on(Table const& table, Voices const& voices, Session const& session,
                   Left const& left)
{
    Outcome outcome;
    outcome.terms = left.terms;
    if (table.rule.is_opt_in()) {
        Vector signs(std::ssize(left.seats));
        for (std::size_t n = 0; n < left.seats.size(); ++n) {
            signs(StateId{n}.index()) = session.outcome.signatories[left.seats[n]] != 0 ? 1.0 : 0.0;
        }
        Vector const by_voice = voices.means(signs, Vector::Ones(signs.size()));
        std::vector<char> signatories;
        for (double const share : by_voice) {
            signatories.push_back(share > 0.5 ? 1 : 0);
        }
        outcome.consenting = willing(table, left.terms, std::move(signatories));
        outcome.signatories = outcome.consenting;
    } else {
        outcome.consenting = consent(table, left.terms);
        outcome.signatories.assign(outcome.consenting.size(), 1);
    }
    outcome.status = table.rule.passes(outcome.consenting) ? Status::agreed : Status::overtaken;
    if (outcome.status == Status::overtaken) {
        outcome.blocked_by = objections(table, left.terms, outcome.consenting);
    }
    return outcome;
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
    if (left.seats.size() < 2 || left.issues.empty()) {
        outcome.status = Status::overtaken;
        outcome.signatories.assign(session.members.size(), 0);
        return;
    }
    Seating const seating{left.members, left.open, sitting.id};
    Voices const voices{blocs_of(session, left), left.members.size()};
    Laid const laid = lay(world, sitting, seating, voices, around);
    Outcome const today = voices.by_seat(outcome_on(laid.table, voices, session, left));
    outcome.status = today.status;
    outcome.signatories.assign(session.members.size(), 0);
    for (std::size_t n = 0; n < left.seats.size(); ++n) {
        outcome.consenting[left.seats[n]] = today.consenting[n];
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
