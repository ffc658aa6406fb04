#pragma once

namespace parley {

/// What a state loses by what it and a partner do towards each other on a dyadic issue, at a
/// salience of 1:
///
///     (1 - eps) ((z_ij - theta_i)^2 + t_i) + eps ((z_ji - theta'_i)^2 + t'_i)
///
/// with z_ij the policy of state i towards its partner j, theta_i its ideal point, theta'_i what it
/// expects of others, and eps the externality.
struct DyadicLoss {
    double share;                      ///< eps, in [0, 1]
    double ideal;                      ///< theta_i
    double expected;                   ///< theta'_i
    double tension = 0.0;              ///< t_i, where what no outcome can please counts, too
    double tension_of_expected = 0.0;  ///< t'_i

    /// `own` is z_ij, `felt` z_ji.
    [[nodiscard]] double operator()(double own, double felt) const
    {
        double const from_own = own - ideal;
        double const from_felt = felt - expected;
        return (1.0 - share) * (from_own * from_own + tension) +
               share * (from_felt * from_felt + tension_of_expected);
    }

    /// The part that no outcome changes.
    [[nodiscard]] double of_tension() const
    {
        return (1.0 - share) * tension + share * tension_of_expected;
    }

    /// Without that part.
    [[nodiscard]] DyadicLoss beyond_tension() const
    {
        return {.share = share, .ideal = ideal, .expected = expected};
    }
};

}  // namespace parley
