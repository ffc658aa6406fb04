#include "forum/seating.hpp"

#include <algorithm>

namespace parley {

Matrix Seating::part_of(MatrixView world) const
{
    Matrix part(std::ssize(members), std::ssize(issues));
    for (Eigen::Index i = 0; i < part.rows(); ++i) {
        for (Eigen::Index k = 0; k < part.cols(); ++k) {
            part(i, k) =
                world(members[StateId{i}.slot()].index(), issues[IssueId{k}.slot()].index());
        }
    }
    return part;
}

Matrix Seating::weight_by(Interests const& interests) const
{
    return Matrix::NullaryExpr(std::ssize(members), std::ssize(issues),
                               [&](Eigen::Index i, Eigen::Index k) {
                                   return interests.weight(members[StateId{i}.slot()].index(),
                                                           issues[IssueId{k}.slot()].index());
                               });
}

Vector Seating::entries_of(VectorView world) const
{
    Vector part(std::ssize(members));
    for (Eigen::Index i = 0; i < part.size(); ++i) {
        part(i) = world(members[StateId{i}.slot()].index());
    }
    return part;
}

bool Seating::is_between(World const& world, StateId i, StateId j, IssueId issue) const
{
    Commitment const* const held = world.regime.dyads(issue).between(i, j);
    return i != j && (held == nullptr || held->forum == forum || held->parties >= members.size());
}

bool Seating::concerns(World const& world, StateId i, StateId j, IssueId issue) const
{
    auto const dependence = world.issues.dependence[issue.slot()];
    return world.interdependence(i, j, dependence) > 0.0 &&  // most pairs are not tied at all
           world.interdependence(j, i, dependence) > 0.0 && is_between(world, i, j, issue);
}

std::vector<StateId> Seating::concerned(World const& world) const
{
    std::vector<StateId> all{members.begin(), members.end()};
    if (std::ranges::all_of(issues, [&](IssueId k) { return world.regime.is_dyadic(k); })) {
        std::erase_if(all, [&](StateId i) {
            return std::ranges::none_of(issues, [&](IssueId k) {
                return std::ranges::any_of(members,
                                           [&](StateId j) { return concerns(world, i, j, k); });
            });
        });
    }
    return all;
}

}  // namespace parley
