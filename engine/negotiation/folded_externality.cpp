#include "negotiation/folded_externality.hpp"

#include <algorithm>

namespace parley {
namespace {

std::size_t slot(Eigen::Index i)
{
    return static_cast<std::size_t>(i);
}

}  // namespace

FoldedExternality::FoldedExternality(Table const& table)
    : table_{table}, at_{*table.externality}, in_force_{table.in_force}, felt_(slot(table.issues()))
{
    for (Eigen::Index k = 0; k < table.issues(); ++k) {
        felt_[slot(k)].resize(at_.concerns(k) ? slot(table.members()) : 0);
    }
}

void FoldedExternality::fold_for(std::vector<char> const& coalition)
{
    std::vector<Eigen::Index> changed;
    for (std::size_t i = 0; i < coalition_.size(); ++i) {
        if (coalition_[i] != coalition[i]) {
            changed.push_back(static_cast<Eigen::Index>(i));
        }
    }
    bool const first = coalition_.empty();
    coalition_ = coalition;
    for (Eigen::Index k = 0; k < table_.issues(); ++k) {
        for (Eigen::Index i = 0; i < std::ssize(felt_[slot(k)]); ++i) {
            auto const depends = at_.weight[slot(k)].row(i);
            if (first || std::ranges::any_of(changed, [&](auto j) { return depends[j] != 0.0; })) {
                felt_[slot(k)][slot(i)] = at_.divided(i, k, in_force_.col(k), coalition);
            }
        }
    }
}

double FoldedExternality::constant(Eigen::Index member) const
{
    double sum = at_.fixed[member];
    for (Eigen::Index k = 0; k < table_.issues(); ++k) {
        if (at_.concerns(k)) {
            sum += felt(member, k).common.constant + felt(member, k).outside;
        }
    }
    return sum;
}

double FoldedExternality::most_when_joining(Eigen::Index member) const
{
    return constant(member) + table_.tolerance(member);
}

double FoldedExternality::most_when_leaving(Eigen::Index member) const
{
    double sum = table_.reservation[member];
    for (Eigen::Index k = 0; k < table_.issues(); ++k) {
        sum -= at_.concerns(k) ? felt(member, k).inside : 0.0;
    }
    return sum + table_.tolerance(member);
}

}  // namespace parley
