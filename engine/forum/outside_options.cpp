#include "forum/outside_options.hpp"

#include <algorithm>

namespace parley {
namespace {

bool is_on(std::span<IssueId const> issues, IssueId issue)
{
    return std::ranges::count(issues, issue) > 0;
}

/// May a forum treat one of these issues? If it is comprehensive, it may take up others than its
/// agenda says.
bool may_treat_any(Forum const& forum, std::span<IssueId const> issues)
{
    return forum.scope == Scope::comprehensive ||
           std::ranges::any_of(forum.agenda, [&](IssueId k) { return is_on(issues, k); });
}

}  // namespace

void OutsideOptions::renew(std::span<Forum const> forums, Eigen::Index states, int tick)
{
    seats_.assign(StateId{states}.slot(), {});
    for (std::size_t f = 0; f < forums.size(); ++f) {
        records_[f].expectation.reset();
        auto const& members = forums[f].members;
        bool const counts = forums[f].is_open(tick) && !forums[f].is_of_authorities();
        for (std::size_t n = 0; counts && n < members.size(); ++n) {
            seats_[members[n].slot()].push_back({ForumId{f}, static_cast<Eigen::Index>(n)});
        }
    }
}

Vector OutsideOptions::operator()(std::span<Forum const> forums, ForumId forum,
                                  Seating const& seating, Ask const& ask)
{
    Vector best = Vector::Zero(std::ssize(seating.members));
    for (Eigen::Index n = 0; n < best.size(); ++n) {
        for (Seat const& seat : seats_[seating.members[StateId{n}.slot()].slot()]) {
            if (seat.forum == forum || !may_treat_any(forums[seat.forum.slot()], seating.issues)) {
                continue;
            }
            auto& expectation = records_[seat.forum.slot()].expectation;
            if (!expectation) {
                expectation = ask(seat.forum);
            }
            double gain = 0.0;
            for (std::size_t k = 0; k < expectation->issues.size(); ++k) {
                if (is_on(seating.issues, expectation->issues[k])) {
                    gain += expectation->gain(seat.row, static_cast<Eigen::Index>(k));
                }
            }
            best(n) = std::max(best(n), belief(seat.forum) * gain);
        }
    }
    return best;
}

void OutsideOptions::note(ForumId forum, bool agreed)
{
    Record& record = records_[forum.slot()];
    record.tables += 1;
    if (agreed) {
        record.agreements += 1;
        record.expectation.reset();
    }
}

void OutsideOptions::note_refusal(ForumId forum)
{
    records_[forum.slot()].agreements -= 1;
}

double OutsideOptions::belief(ForumId forum) const
{
    Record const& record = records_[forum.slot()];
    return (record.agreements + 1.0) / (record.tables + 2.0);
}

}  // namespace parley
