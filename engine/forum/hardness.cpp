#include "forum/hardness.hpp"

#include <algorithm>

namespace parley {
namespace {

/// Does every member play a role whose ideal lies on the side `sign` of its status quo?
bool all_lean(double sign, VectorView status_quo, MatrixView profile, VectorView role_ideal)
{
    for (Eigen::Index i = 0; i < profile.rows(); ++i) {
        bool leans = false;
        for (Eigen::Index r = 0; r < role_ideal.size(); ++r) {
            leans = leans ||
                    (profile(i, r) >= played_role && sign * (role_ideal(r) - status_quo(i)) > 0.0);
        }
        if (!leans) {
            return false;
        }
    }
    return true;
}

}  // namespace

Hardness measure_hardness(VectorView declared, VectorView weight, VectorView status_quo)
{
    double const total = weight.sum();
    if (!(total > 0.0)) {
        return {};
    }
    double const mean = weight.dot(declared) / total;
    double const variance = weight.dot((declared.array() - mean).square().matrix()) / total;
    double above = 0.0;
    double below = 0.0;
    for (Eigen::Index i = 0; i < declared.size(); ++i) {
        above += declared(i) > status_quo(i) ? weight(i) / total : 0.0;
        below += declared(i) < status_quo(i) ? weight(i) / total : 0.0;
    }
    return {.hardness = std::min(4.0 * variance, 1.0), .balance = 4.0 * above * below};
}

InterestPattern interest_pattern(VectorView ideal, VectorView status_quo, MatrixView profile,
                                 VectorView role_ideal)
{
    auto const lean = (ideal - status_quo).array();
    if (!((lean > 0.0).any() && (lean < 0.0).any())) {
        return InterestPattern::common;
    }
    bool const overlap = all_lean(1.0, status_quo, profile, role_ideal) ||
                         all_lean(-1.0, status_quo, profile, role_ideal);
    return overlap ? InterestPattern::overlapping : InterestPattern::conflicting;
}

}  // namespace parley
