#pragma once

#include "sweep/sampling/sobol.hpp"

namespace parley {

/// Points for variance-based sensitivity indices: two independent matrices A and B of base points,
/// and matrices that take one column from the other [Sobol 1993; Saltelli 2002; Saltelli et al.
/// 2010].
///
/// For each base point i, in this order, which is that of SALib [Herman and Usher 2017]:
///
///     A_i;   A_i with column j of B_i, j = 1 .. k;
///     (order 2: B_i with column j of A_i, j = 1 .. k);   B_i
///
/// A and B are the two halves of a scrambled Sobol sequence of 2 k dimensions.
class Saltelli {
  public:
    struct Params {
        std::uint64_t size = 1;      ///< base points, a power of 2
        std::size_t parameters = 1;  ///< k, <= SobolSequence::most / 2
        unsigned order = 1;          ///< 1: first and total indices; 2: those of pairs, too
        std::uint64_t seed = 1;
    };

    explicit Saltelli(Params const& params);

    [[nodiscard]] std::uint64_t points() const { return params_.size * block(); }

    [[nodiscard]] Share operator()(std::uint64_t point, std::size_t parameter) const;

  private:
    [[nodiscard]] std::uint64_t block() const  // points of one base point
    {
        return params_.order * params_.parameters + 2;
    }

    Params params_;
    ScrambledSobol base_;
};

}  // namespace parley
