#pragma once

#include "negotiation/table.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace parley {

/// A table under unanimity of members who show their ideal points and weigh them as given; the same
/// is in force for all, nobody has a red line, and power is equal.
inline Table table_of(Matrix ideal, Matrix salience, Vector const& in_force)
{
    auto const n = ideal.rows();
    Table table;
    table.red_line = Matrix::Constant(n, ideal.cols(), std::numeric_limits<double>::infinity());
    table.in_force = in_force.transpose().replicate(n, 1);
    table.declared = ideal;
    table.ideal = std::move(ideal);
    table.salience = std::move(salience);
    table.lower = Vector::Zero(table.declared.cols());
    table.upper = Vector::Ones(table.declared.cols());
    table.constant = Vector::Zero(n);
    table.disclosure = Vector::Ones(n);
    table.power = Vector::Ones(n);
    table.rule = DecisionRule::unanimity(static_cast<int>(n));
    table.reservation = table.payoff_in_force();
    table.check();
    return table;
}

/// Members on a line: one issue, salience 1.
inline Table line(Vector const& ideal, double in_force)
{
    return table_of(ideal, Vector::Ones(ideal.size()), Vector::Constant(1, in_force));
}

inline std::vector<char> everybody(Table const& table)
{
    return std::vector<char>(static_cast<std::size_t>(table.members()), 1);
}

inline Vector vector(std::initializer_list<double> values)
{
    Vector out(static_cast<Eigen::Index>(values.size()));
    std::ranges::copy(values, out.begin());
    return out;
}

inline Matrix matrix(std::initializer_list<std::initializer_list<double>> rows)
{
    return Matrix(rows);
}

}  // namespace parley
