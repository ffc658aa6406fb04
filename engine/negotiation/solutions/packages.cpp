#include "negotiation/solutions/packages.hpp"

namespace parley {

Packages::Packages(Table const& table, RedLineBox const& box) : table_{table}, box_{box}
{
    for (Eigen::Index k = 0; k < table.issues(); ++k) {
        if (table.has_options(k)) {
            issues_.push_back(k);
            count_ *= box.options[static_cast<std::size_t>(k)].size();
        }
    }
}

Table const& Packages::table_with(std::size_t package)
{
    if (issues_.empty()) {
        return table_;
    }
    chosen_ = table_;
    chosen_.options.clear();
    for (std::size_t n = issues_.size(); n > 0; --n) {
        auto const issue = issues_[n - 1];
        auto const& open = box_.options[static_cast<std::size_t>(issue)];
        double const place = table_.place(issue, open[package % open.size()]);
        package /= open.size();
        chosen_.in_force.col(issue).setConstant(place);
        for (Eigen::Index i = 0; i < table_.members(); ++i) {
            chosen_.constant[i] -= table_.loss(i, issue, place);
        }
    }
    return chosen_;
}

}  // namespace parley
