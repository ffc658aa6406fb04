#pragma once

#include "model/capacity.hpp"
#include "model/flows.hpp"
#include "model/interests.hpp"
#include "model/organisation.hpp"
#include "model/regime.hpp"

namespace parley {

/// Everything that is the case at one moment: states, what they want, and what binds them.
struct World {
    Issues issues;
    States states;
    Flows flows;
    Handling handling{};  ///< empty where capacity is not modelled
    std::vector<Organisation> organisations;
    DomesticPolitics politics;
    Regime regime;
    Interests actual;     ///< by the actual profiles: what states live with
    Interests perceived;  ///< by the perceived profiles: what states bargain with

    /// Actual and perceived interests follow from profiles, recognition, exposure and politics.
    void renew_interests();

    /// Perceived interests of some states, whose recognition has changed.
    void renew_perceived(std::span<StateId const> states_);
};

}  // namespace parley
