#pragma once

#include "support/matrix.hpp"

namespace parley {

/// The official stance: what a state says that it wants.
///
///     y = clamp(theta + g (1 - delta)(theta - m)),
///     then  y = (1 - h (1 - delta)) y + h (1 - delta) q
///
/// theta the perceived ideal point, m the members' mean of it weighted by power x salience, q the
/// national status quo, delta the disclosure. `posturing` g exaggerates against the others,
/// `hiding` h retreats behind what is; disclosure removes both.
class Declaration {
  public:
    struct Params {
        double posturing = 0.5;  ///< g, >= 0
        double hiding = 0.2;     ///< h, in [0, 1]
    };

    /// Throws std::invalid_argument outside those ranges.
    explicit Declaration(Params params);

    /// Declared positions [n, K], in [0, 1]. ideal, salience, status_quo [n, K]; disclosure, power
    /// [n].
    [[nodiscard]] Matrix operator()(MatrixView ideal, MatrixView salience, MatrixView status_quo,
                                    VectorView disclosure, VectorView power) const;

  private:
    Params params_;
};

}  // namespace parley
