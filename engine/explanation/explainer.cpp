#include "explanation/explainer.hpp"

#include <algorithm>

namespace parley {

void Explainer::add(std::size_t variation, std::size_t replicate, Trail trail, RunEnd const& end)
{
    if (variation == 0) {
        first_.push_back({std::move(trail), end});
        return;
    }
    First const& first = first_.at(replicate);
    pairs_[variation].push_back(compare_runs({variations_.front().setup, first.trail}, first.end,
                                             {variations_[variation].setup, trail}, end));
}

std::vector<Explanation> Explainer::explanations() const
{
    std::vector<Explanation> all;
    for (std::size_t v = 1; v < variations_.size(); ++v) {
        if (!pairs_[v].empty()) {
            all.push_back(explain(variations_.front(), variations_[v], pairs_[v]));
        }
    }
    return all;
}

std::string Explainer::facts(Explanation const& explanation) const
{
    auto const own = std::ranges::find(variations_, explanation.what_if, &DescribedVariation::name);
    return facts_in_json(explanation, variations_.front().setup, own->setup);
}

}  // namespace parley
