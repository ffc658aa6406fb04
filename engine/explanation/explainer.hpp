#pragma once

#include "explanation/explanation.hpp"

namespace parley {

/// Takes the runs of a scenario's variations one by one, and explains what each variation does
/// against the first. It keeps the trails of the first alone.
class Explainer {
  public:
    explicit Explainer(std::vector<DescribedVariation> variations)
        : variations_{std::move(variations)}, pairs_(variations_.size())
    {
    }

    /// Is there anything to hold against each other?
    [[nodiscard]] bool has_pairs() const { return variations_.size() > 1; }

    /// Adds a run: those of the first variation before those of the others, replicate by replicate.
    void add(std::size_t variation, std::size_t replicate, Trail trail, RunEnd const& end);

    /// One for each variation that has runs.
    [[nodiscard]] std::vector<Explanation> explanations() const;

    /// One explanation as JSON.
    [[nodiscard]] std::string facts(Explanation const& explanation) const;

  private:
    struct First {
        Trail trail;
        RunEnd end;
    };

    std::vector<DescribedVariation> variations_;
    std::vector<First> first_{};                  // [replicate] of the first variation
    std::vector<std::vector<PairOfRuns>> pairs_;  // [variation]
};

}  // namespace parley
