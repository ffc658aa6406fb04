#pragma once

#include "model/organisation.hpp"
#include "support/matrix.hpp"

#include <span>

namespace parley {

/// What the budgets of organisations do for the states that they serve.
///
/// - Technical assistance: assistance / place_cost persons a year of capacity are added a year, to
///   the least able first: those with the lowest capacity / load are raised together, never beyond
///   their load.
/// - Emergency relief: relief / relief_cost persons a year of what loads exceed those at the start
///   are handled by the organisation, in proportion to the excess.
/// - Development: departures tend, as 1 - exp(-years / development_time), to development /
///   departure_cost persons a year fewer than the base flows of all who are served, the same share
///   of each state's.
class Assistance {
  public:
    struct Params {
        double place_cost = 2000.0;   ///< USD for one person a year of capacity, > 0
        double relief_cost = 1000.0;  ///< USD for a person handled, > 0
        /// USD a year for one person fewer who leaves a year, > 0
        double departure_cost = 20000.0;
        double development_time = 10.0;  ///< years, > 0
    };

    /// Throws std::invalid_argument when a parameter is not above 0.
    explicit Assistance(Params params);

    /// Own capacities [N] after `years` of technical assistance to some states of these loads.
    void assist(Vector& own, VectorView load, std::span<StateId const> served, Budget const& budget,
                double years) const;

    /// Loads [N] less what relief takes over of what is above those at the start.
    void relieve(Vector& load, VectorView at_start, std::span<StateId const> served,
                 Budget const& budget) const;

    /// Adds to the share of departures [N] that development will avert; `leaving` by base flows,
    /// persons a year.
    void plan(Vector& averted, VectorView leaving, std::span<StateId const> served,
              Budget const& budget) const;

    /// Factors on departures [N], in [0, 1], after `years` of development that will avert such
    /// shares.
    void develop(Vector& departures, VectorView averted, double years) const;

  private:
    Params params_;
};

}  // namespace parley
