#include "explanation/inaction_of_organisations.hpp"

#include "scenario/served_forums.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

namespace parley {
namespace {

/// Why a setting of an organisation did nothing.
class OrganisationReason {
  public:
    OrganisationReason(std::string const& id, std::string const& key,
                       DescribedVariation const& second, Effect const& effect)
        : id_{id}, key_{key}, scenario_{second.scenario}, setup_{second.setup}, effect_{effect}
    {
        auto const& all = second.setup.world.organisations;
        auto const found = std::ranges::find(all, id_, &Organisation::id);
        organisation_ = found == all.end() ? nullptr : &*found;
    }

    [[nodiscard]] std::string operator()() const
    {
        if (organisation_ == nullptr) {
            return {};
        }
        Organisation const& own = *organisation_;
        static constexpr std::array<std::string_view, 7> of_service{
            "mediation", "formula", "expertise", "monitoring", "voice", "position", "agenda"};
        if (std::ranges::count(of_service, key_) == 0) {
            return {};
        }
        if (own.serves.empty()) {
            return fmt::format("{} serves no forum", id_);
        }
        if (key_ == "formula" && own.mediation == 0.0) {
            return fmt::format("the mediation of {} is 0, and it makes texts by that", id_);
        }
        if ((key_ == "voice" || key_ == "position") && !writes_texts()) {
            return fmt::format("no text is written where {} serves: no formula, no single text",
                               id_);
        }
        if (key_ != "agenda" && count(&ForumFacts::tabled) == 0) {
            return fmt::format("no table that {} serves holds an issue of its mandate", id_);
        }
        if (key_ == "formula" && count(&ForumFacts::open) == 0) {
            return fmt::format("no table that {} serves fails on an issue of its mandate", id_);
        }
        if (key_ == "monitoring" && count(&ForumFacts::agreed) == 0) {
            return fmt::format("no table that {} serves agrees on an issue of its mandate", id_);
        }
        return {};
    }

  private:
    [[nodiscard]] bool writes_texts() const
    {
        auto const served = served_by(id_, scenario_);
        auto const single_text = [](ServedForum const& forum) {
            return forum.proceedings->protocol.name == "single_text";
        };
        return organisation_->formula * organisation_->mediation > 0.0 ||
               std::ranges::any_of(served, single_text) || another_writes();
    }

    /// Does another organisation with a formula serve a forum that this one serves?
    [[nodiscard]] bool another_writes() const
    {
        return std::ranges::any_of(scenario_.organisations, [&](auto const& other) {
            if (other.id == id_ || other.formula * other.mediation <= 0.0) {
                return false;
            }
            auto const own = served_by(id_, scenario_);
            return std::ranges::any_of(served_by(other.id, scenario_), [&](ServedForum const& of) {
                return std::ranges::count(own, of.id, &ServedForum::id) > 0;
            });
        });
    }

    [[nodiscard]] int count(std::vector<int> ForumFacts::*which) const
    {
        std::set<std::string> labels;
        for (ForumId const f : organisation_->serves) {
            labels.insert(setup_.forums[f.slot()].label);
        }
        int sum = 0;
        for (std::string const& label : labels) {
            for (IssueId const k : organisation_->mandate) {
                sum += (effect_.facts_of(label)->*which)[k.slot()];
            }
        }
        return sum;
    }

    std::string id_;
    std::string key_;
    Scenario const& scenario_;
    Setup const& setup_;
    Effect const& effect_;
    Organisation const* organisation_ = nullptr;
};

}  // namespace

std::string reason_of_organisation(std::string const& id, std::string const& key,
                                   DescribedVariation const& second, Effect const& effect)
{
    return OrganisationReason{id, key, second, effect}();
}

}  // namespace parley
