#pragma once

#include <Eigen/Core>

namespace parley {

/// States x issues, members x issues, states x roles: one row an actor, rows contiguous in memory.
using Matrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// One number an actor, or one an issue.
using Vector = Eigen::VectorXd;

/// Read-only views: no copy when a whole matrix, a block of rows, or a vector is passed.
using MatrixView = Eigen::Ref<Matrix const> const&;
using VectorView = Eigen::Ref<Vector const> const&;

}  // namespace parley
