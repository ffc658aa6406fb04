#include "forum/coverage.hpp"

namespace parley {

Vector coverage(MatrixView weight, Ties const& ties, std::span<StateId const> members)
{
    Eigen::Index const states = weight.rows();
    std::vector<char> is_inside(StateId{states}.slot(), 0);
    for (StateId const i : members) {
        is_inside[i.slot()] = 1;
    }
    Vector inside = Vector::Zero(weight.cols());
    Vector all = Vector::Zero(weight.cols());
    for (StateId const i : members) {
        double own = 0.0;  // summed as the total is, so that all together cover exactly everything
        for (Ties::Tie const& tie : ties.of(i)) {
            own += is_inside[tie.partner.slot()] != 0 ? tie.weight : 0.0;
        }
        double const total = ties.total()(i.index());
        inside += own * weight.row(i.index()).transpose();
        all += total * weight.row(i.index()).transpose();
    }
    double const heads = states > 1 && !members.empty() ? static_cast<double>(members.size() - 1) /
                                                              static_cast<double>(states - 1)
                                                        : 0.0;
    return Vector::NullaryExpr(
        weight.cols(), [&](Eigen::Index k) { return all(k) > 0.0 ? inside(k) / all(k) : heads; });
}

void Coverage::renew()
{
    ties_.reset();
    weight_.reset();
    found_.assign(found_.size(), std::nullopt);
}

Ties const& Coverage::ties(World const& world) const
{
    if (!ties_) {
        ties_.emplace(world.flows, world.states.count(), flow_weight_);
    }
    return *ties_;
}

Vector const& Coverage::operator()(World const& world, Forum const& forum, ForumId id) const
{
    auto& found = found_[id.slot()];
    if (!found) {
        if (!weight_) {
            weight_ = world.actual.weight();
        }
        found = coverage(*weight_, ties(world), forum.members);
    }
    return *found;
}

}  // namespace parley
