#include "simulation/event.hpp"

namespace parley {

std::string_view kind_of(Event const& event)
{
    return std::visit([](auto const& what) { return what.kind; }, event.what);
}

void apply(Override<ById> const& override_, DomesticPolitics& politics)
{
    Eigen::Index const i = override_.state.index();
    Eigen::Index const k = override_.issue.index();
    if (override_.ideal) {
        politics.ideal(i, k) = *override_.ideal;
        politics.ideal_weight(i, k) = override_.weight;
    }
    if (override_.salience) {
        politics.salience(i, k) = *override_.salience;
        politics.salience_weight(i, k) = override_.weight;
    }
}

}  // namespace parley
