#include "forum/seating.hpp"

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

}  // namespace parley
