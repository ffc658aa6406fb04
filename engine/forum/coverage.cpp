#include "forum/coverage.hpp"

namespace parley {

Vector coverage(MatrixView weight, Interdependence const& ties, std::span<StateId const> members)
{
    Eigen::Index const states = weight.rows();
    std::vector<char> is_inside(StateId{states}.slot(), 0);
    for (StateId const i : members) {
        is_inside[i.slot()] = 1;
    }
    Vector inside = Vector::Zero(weight.cols());
    Vector all = Vector::Zero(weight.cols());
    for (StateId const i : members) {
        double own = 0.0;
        double total = 0.0;
        for (Interdependence::Tie const& tie : ties.ties(i)) {
            own += is_inside[tie.partner.slot()] != 0 ? tie.weight : 0.0;
            // summed alike, so that all states together cover exactly everything
            total += tie.weight;
        }
        inside += own * weight.row(i.index()).transpose();
        all += total * weight.row(i.index()).transpose();
    }
    double const heads = states > 1 && !members.empty() ? static_cast<double>(members.size() - 1) /
                                                              static_cast<double>(states - 1)
                                                        : 0.0;
    return Vector::NullaryExpr(
        weight.cols(), [&](Eigen::Index k) { return all(k) > 0.0 ? inside(k) / all(k) : heads; });
}

}  // namespace parley
