#include "explanation/inaction_of_forums.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <string_view>

namespace parley {
namespace {

/// Why a setting of forums did nothing.
class ForumReason {
  public:
    ForumReason(std::string const& key, std::string const& named,
                std::vector<std::string> const& labels, DescribedVariation const& first,
                DescribedVariation const& second, Effect const& effect)
        : key_{key},
          name_{named.empty() ? "none of these forums" : named},
          is_one_{!named.empty()},
          first_{first.setup},
          second_{second.setup}
    {
        for (std::string const& label : labels) {
            facts_.add(*effect.facts_of(label));
        }
        std::ranges::copy_if(
            second.setup.forums, std::back_inserter(forums_),
            [&](Forum const& forum) { return std::ranges::count(labels, forum.label) > 0; });
    }

    [[nodiscard]] std::string operator()() const
    {
        if (facts_.meetings == 0) {
            return said("never meets within the run", "meets within the run");
        }
        if (facts_.tables == 0) {
            return said("has nothing open at any of its meetings",
                        "has anything open at a meeting");
        }
        auto const of_key = by_key();
        if (!of_key.empty()) {
            return of_key;
        }
        if (facts_.after_first == 0 && facts_.failed == 0) {
            return fmt::format("everything was settled at the first meeting{} ({})",
                               is_one_ ? " of " + name_ : "",
                               second_.calendar.month_of(*facts_.first_tick).text());
        }
        return {};
    }

  private:
    [[nodiscard]] std::string said(std::string_view of_one, std::string_view of_none) const
    {
        return fmt::format("{} {}", name_, is_one_ ? of_one : of_none);
    }

    [[nodiscard]] std::string by_key() const
    {
        if (key_ == "scope" && facts_.most_issues <= 1) {
            return said("never has more than one issue open", "ever has more than one issue open");
        }
        if (key_ == "rule" && facts_.refused == 0) {
            return said("has the consent of all members at every table",
                        "ever lacks the consent of a member at a table");
        }
        if (key_ == "rounds" && facts_.out_of_time == 0) {
            return fmt::format("no table runs out of rounds: the longest takes {} of {}",
                               facts_.most_rounds, fewest_rounds());
        }
        if (key_ == "frankness" && all_is_told()) {
            return "its members recognise their interests and disclose them in full";
        }
        static constexpr std::array<std::string_view, 9> of_agreements{
            "bindingness", "ratification", "sanction", "term",   "renewal",
            "notice",      "caucus",       "habit",    "reopens"};
        if (std::ranges::count(of_agreements, key_) > 0 && !facts_.first_agreement) {
            return said("agrees on nothing", "agrees on anything");
        }
        if ((key_ == "term" || key_ == "renewal" || key_ == "notice") && no_term_ends()) {
            return "no agreement comes to the end of its term within the run";
        }
        return {};
    }

    [[nodiscard]] int fewest_rounds() const
    {
        return std::ranges::min(forums_, {}, &Forum::deadline).deadline;
    }

    [[nodiscard]] bool all_is_told() const
    {
        States const& states = second_.world.states;
        return std::ranges::all_of(forums_, [&](Forum const& forum) {
            return !forum.is_of_authorities() && std::ranges::all_of(forum.members, [&](StateId i) {
                return states.recognition(i.index()) == 1.0 && states.disclosure(i.index()) == 1.0;
            });
        });
    }

    [[nodiscard]] bool no_term_ends() const
    {
        return std::ranges::all_of(forums_, [&](Forum const& forum) {
            auto const before = std::ranges::find(first_.forums, forum.id, &Forum::id);
            auto const ends = [&](Forum const& of) {
                return of.term && *facts_.first_agreement + *of.term < second_.calendar.ticks;
            };
            return !ends(forum) && before != first_.forums.end() && !ends(*before);
        });
    }

    std::string key_;
    std::string name_;
    bool is_one_;
    std::vector<Forum> forums_{};
    Setup const& first_;
    Setup const& second_;
    ForumFacts facts_{};
};

}  // namespace

std::string reason_of_forums(std::string const& key, std::string const& named,
                             std::vector<std::string> const& labels,
                             DescribedVariation const& first, DescribedVariation const& second,
                             Effect const& effect)
{
    return ForumReason{key, named, labels, first, second, effect}();
}

}  // namespace parley
