#include "negotiation/solutions/gains.hpp"

#include <algorithm>

namespace parley {

double Gains::gain(Eigen::Index i, VectorView x) const
{
    double sum = 0.0;
    for (Eigen::Index k = 0; k < x.size(); ++k) {
        sum += loss(i, k, x[k]);
    }
    return budget[i] - sum;
}

void Gains::gains(VectorView x, Vector& out) const
{
    for (Eigen::Index i = 0; i < budget.size(); ++i) {
        out[i] = gain(i, x);
    }
}

double Gains::largest_gain(Eigen::Index i) const
{
    double sum = 0.0;
    for (Eigen::Index k = 0; k < lower.size(); ++k) {
        sum += loss(i, k, std::clamp(ideal(i, k), lower[k], upper[k]));
    }
    return budget[i] - sum;
}

Vector Gains::complete(VectorView x) const
{
    Vector all = terms;
    for (std::size_t k = 0; k < issues.size(); ++k) {
        auto const column = static_cast<Eigen::Index>(k);
        double const position = origin[column] + range[column] * x[column];
        all[issues[k]] = std::clamp(position, least[column], most[column]);
    }
    return all;
}

Vector Gains::open_part(VectorView all) const
{
    Vector const x = (all(issues) - origin).cwiseQuotient(range);
    return x.cwiseMax(lower).cwiseMin(upper);
}

Gains Gains::restricted(std::span<Eigen::Index const> rows, std::span<char const> open,
                        VectorView x) const
{
    Gains out;
    out.terms = complete(x);
    std::vector<Eigen::Index> columns;
    for (std::size_t k = 0; k < open.size(); ++k) {
        if (open[k] != 0) {
            columns.push_back(static_cast<Eigen::Index>(k));
            out.issues.push_back(issues[k]);
        }
    }
    std::vector<Eigen::Index> const kept(rows.begin(), rows.end());
    out.salience = salience(kept, columns);
    out.ideal = ideal(kept, columns);
    out.value = value(kept, columns);
    out.lower = lower(columns);
    out.upper = upper(columns);
    out.origin = origin(columns);
    out.range = range(columns);
    out.least = least(columns);
    out.most = most(columns);
    out.budget = budget(kept);
    for (std::size_t i = 0; i < kept.size(); ++i) {
        out.members.push_back(members[static_cast<std::size_t>(kept[i])]);
        for (std::size_t k = 0; k < open.size(); ++k) {
            if (open[k] == 0) {
                auto const column = static_cast<Eigen::Index>(k);
                out.budget[static_cast<Eigen::Index>(i)] -= loss(kept[i], column, x[column]);
            }
        }
    }
    return out;
}

Gains gains_over(Table const& table, RedLineBox const& box, std::span<char const> seated,
                 VectorView reservation, VectorView unit)
{
    Gains all;
    Vector const range = table.upper - table.lower;
    all.origin = table.lower;
    all.range = (range.array() > 0.0).select(range, 1.0);
    auto const as_share = [&](VectorView position) {
        return Vector{(position - all.origin).cwiseQuotient(all.range)};
    };
    all.salience =
        unit.cwiseInverse().asDiagonal() * table.salience * all.range.cwiseAbs2().asDiagonal();
    all.value = Matrix::Zero(table.members(), table.issues());
    if (table.value.size() > 0) {
        all.value = unit.cwiseInverse().asDiagonal() * table.value * all.range.asDiagonal();
    }
    all.ideal = ((table.ideal.rowwise() - all.origin.transpose()).array().rowwise() /
                 all.range.transpose().array())
                    .matrix();
    all.budget = (table.constant - reservation).cwiseQuotient(unit);
    all.lower = as_share(box.lower);
    all.upper = as_share(box.upper);
    all.least = box.lower;
    all.most = box.upper;
    all.terms = table.terms_in_force();
    std::vector<Eigen::Index> rows;
    for (Eigen::Index i = 0; i < table.members(); ++i) {
        all.members.push_back(i);
        if (seated[static_cast<std::size_t>(i)] != 0) {
            rows.push_back(i);
        }
    }
    std::vector<char> open;
    for (Eigen::Index k = 0; k < table.issues(); ++k) {
        all.issues.push_back(k);
        bool const weighed = std::ranges::any_of(rows, [&](auto i) { return all.weighs(i, k); });
        open.push_back(weighed && all.upper[k] - all.lower[k] > 1e-12 ? 1 : 0);
    }
    if (std::ssize(rows) == table.members() && std::ranges::count(open, char{0}) == 0) {
        return all;
    }
    return all.restricted(rows, open, all.open_part(all.terms));
}

Gains gains_over(Table const& table, RedLineBox const& box, std::span<char const> seated)
{
    Vector const unit =
        Vector::NullaryExpr(table.members(), [&](Eigen::Index i) { return table.unit(i); });
    return gains_over(table, box, seated, table.reservation, unit);
}

}  // namespace parley
