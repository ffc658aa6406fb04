#include "simulation/event.hpp"

namespace parley {

std::string_view kind_of(Event const& event)
{
    // in the order of Event::What
    static constexpr std::array<std::string_view, std::variant_size_v<Event::What>> names{
        "flow_shock", "attention",  "profile", "self_image", "outlook", "override",
        "accession",  "withdrawal", "agenda",  "opening",    "funding"};
    return names[event.what.index()];
}

void apply(Override const& override_, DomesticPolitics& politics)
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
