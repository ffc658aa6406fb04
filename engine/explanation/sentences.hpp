#pragma once

#include "explanation/explanation.hpp"

namespace parley {

/// Says in words what a what-if did. All give sentences with their full stops.
class Sentences {
  public:
    /// `settings` are those that tell the two apart.
    Sentences(DescribedVariation const& first, DescribedVariation const& second,
              std::vector<SettingOf> const& settings)
        : first_{first}, second_{second}, settings_{settings}
    {
    }

    /// When and where runs part, in how many of them, and what goes otherwise there; `what` is
    /// what it is the first of, `without` what the runs have that have none: "nothing differs".
    [[nodiscard]] std::string parting(CommonParting const& common, int runs, std::string_view what,
                                      std::string_view without) const;

    /// What it comes to in the end: agreements, policies, movement, gain.
    [[nodiscard]] std::string end(Effect const& effect) const;

    /// That no table goes otherwise, and what does: policies, or interests.
    [[nodiscard]] std::string no_table(Effect const& effect) const;

    /// That nothing changes, and why, by the reasons that were found for the settings.
    [[nodiscard]] static std::string nothing(Explanation const& explanation);

  private:
    [[nodiscard]] std::string issue(IssueId id) const;
    [[nodiscard]] std::string issues(std::vector<IssueId> const& ids) const;
    [[nodiscard]] std::string member(Parting const& at, StateId id) const;
    [[nodiscard]] std::string members(Parting const& at, std::vector<StateId> const& ids) const;
    [[nodiscard]] std::string place(Parting const& at) const;
    [[nodiscard]] std::string what_happens(Parting const& at) const;
    [[nodiscard]] std::string moved(Parting const& at) const;
    [[nodiscard]] std::string because(Parting const& at) const;
    [[nodiscard]] static std::string absence(Parting const& at);
    [[nodiscard]] std::string setting_at(Parting const& at, std::string const& path) const;
    [[nodiscard]] std::string what_differs(Parting const& at) const;
    [[nodiscard]] std::string agreements(Effect const& effect) const;
    [[nodiscard]] std::string policies(Effect const& effect) const;

    DescribedVariation const& first_;
    DescribedVariation const& second_;
    std::vector<SettingOf> const& settings_;
};

/// ", in 2 of 3 runs", ", in all 3 runs"; "" where there is one.
[[nodiscard]] std::string in_how_many(int some, int all);

/// "a, b and 2 more", of texts that are not empty; at most `most` by name.
[[nodiscard]] std::string listed(std::vector<std::string> const& texts, std::size_t most = 3);

}  // namespace parley
