#include "scenario/actors/actors.hpp"
#include "scenario/actors/check_budgets.hpp"
#include "scenario/reading/checker.hpp"
#include "scenario/scenario.hpp"
#include "scenario/selections.hpp"
#include "scenario/served_forums.hpp"

#include <algorithm>

namespace parley {
namespace {

/// Is what an organisation may do something about free of mistakes?
bool all_else_is_sound(Checker const& checker)
{
    auto const& scenario = checker.scenario();
    auto const sound = [&](std::string const& section, auto const& items) {
        bool const whole = !checker.is_given({section}) || !checker.is_broken({section});
        return whole && std::ranges::none_of(items, [&](auto const& item) {
                   return checker.is_broken({section, item.id});
               });
    };
    bool const pairs = !checker.is_broken({"bilateral"}) &&
                       !(scenario.bilateral && scenario.bilateral->corridors &&
                         checker.is_broken_within({"flows"}));
    return pairs && !checker.is_broken({"time"}) && sound("states", scenario.states) &&
           sound("issues", scenario.issues) && sound("forums", scenario.forums);
}

/// What one organisation does is checked key by key.
class Check {
  public:
    Check(Checker const& checker, written::Organisation const& organisation)
        : checker_{checker},
          organisation_{organisation},
          path_{"organisations", organisation.id},
          served_{served_by(organisation.id, checker.scenario())}
    {
    }

    void operator()() const
    {
        if (auto const key = first_service(); !key.empty() && served_.empty()) {
            checker_.add(path_ + key, "organisation {} serves no forum",
                         "what it does is for forums whose secretariat it is",
                         "name it as 'secretariat' of a forum", {organisation_.id});
            return;
        }
        if (organisation_.formula > 0.0 && !(organisation_.mediation > 0.0)) {
            checker_.add(path_ + "formula", "this changes nothing without mediation",
                         "it is a share of it", "give 'mediation', or leave this out");
        }
        check_mandate();
        check_expertise();
        check_position();
        for (std::size_t f = 0; f < organisation_.funds.size(); ++f) {
            check_fund(f);
        }
    }

  private:
    /// The first key by which it does something for forums; "": none.
    [[nodiscard]] std::string_view first_service() const
    {
        if (organisation_.formula > 0.0) {
            return "formula";
        }
        if (organisation_.expertise > 0.0) {
            return "expertise";
        }
        if (organisation_.monitoring > 0.0) {
            return "monitoring";
        }
        if (organisation_.agenda) {
            return "agenda";
        }
        if (!organisation_.funds.empty()) {
            return "funds";
        }
        return organisation_.voice > 0.0 ? "voice" : "";
    }

    void check_mandate() const
    {
        auto const key = first_service();
        if (!key.empty() && key != "funds" &&
            issues_of(organisation_.mandate, checker_.scenario()).empty()) {
            checker_.add(path_ + key, "the mandate of {} is empty",
                         "it does this on issues of its mandate", "name issues under 'mandate'",
                         {organisation_.id});
        }
    }

    void check_expertise() const
    {
        bool const matters = std::ranges::any_of(served_, [](ServedForum const& forum) {
            return forum.proceedings->talks || forum.proceedings->cost;
        });
        if (organisation_.expertise > 0.0 && !matters) {
            checker_.add(path_ + "expertise", "this changes nothing here",
                         "in no forum that it serves do talks take time or cost anything",
                         "give one of them 'talks' or 'cost', or leave this out");
        }
    }

    void check_position() const
    {
        auto const& scenario = checker_.scenario();
        if (organisation_.voice > 0.0 && organisation_.position.of.empty()) {
            checker_.add(path_ + "voice", "organisation {} has no position to be heard", "",
                         "give 'position', or leave this out", {organisation_.id});
        }
        auto const mandate = issues_of(organisation_.mandate, scenario);
        for (auto const& [issue, position] : organisation_.position.of) {
            auto const found = std::ranges::find(scenario.issues, issue, &written::Issue::id);
            Path const here = path_ + "position" + issue;
            if (found != scenario.issues.end() && found->kind == IssueKind::transfer) {
                checker_.add(here, "{} is a transfer", "a position is one on a scale of policy",
                             "leave it out", {issue});
            } else if (found != scenario.issues.end() && !found->options.empty()) {
                checker_.add(here, "{} is settled by one of its options",
                             "a position is one on a scale of policy", "leave it out", {issue});
            } else if (std::ranges::count(mandate, issue) == 0) {
                checker_.contradict(here, "{} is no issue of the mandate", "",
                                    "add it to the mandate, or leave the position out",
                                    path_ + "mandate", "the mandate", {issue});
            }
        }
    }

    void check_fund(std::size_t f) const
    {
        auto const& scenario = checker_.scenario();
        std::string const& issue = organisation_.funds[f].issue;
        Path const here = path_ + "funds" + std::to_string(f);
        for (std::size_t other = 0; other < f; ++other) {
            if (organisation_.funds[other].issue == issue) {
                checker_.contradict(here + "issue", "there are two funds on {}", "",
                                    "write one with the sum of both",
                                    path_ + "funds" + std::to_string(other) + "issue",
                                    "the first stands here", {issue});
            }
        }
        auto const treated = [&](ServedForum const& forum) {
            return treats(forum, issue, scenario);
        };
        if (std::ranges::none_of(served_, treated)) {
            checker_.add(here + "issue", "no forum that {} serves treats {}",
                         "a fund is paid to those whom an agreement of such a forum binds",
                         "put the issue on the agenda of one of them, or leave the fund out",
                         {organisation_.id, issue});
        }
        for (ServedForum const& forum : served_) {
            if (!treated(forum)) {
                continue;
            }
            for (auto const& member : forum.members) {
                auto const state = std::ranges::find(scenario.states, member, &written::State::id);
                if (state != scenario.states.end() &&
                    !(state->population && state->gdp_per_head && *state->gdp_per_head > 0.0)) {
                    checker_.add(here, "the GDP of {} is not known",
                                 "what money is worth to a state is a share of its product",
                                 "give its population and gdp_per_head", {member});
                    return;
                }
            }
        }
    }

    Checker const& checker_;
    written::Organisation const& organisation_;
    Path path_;
    std::vector<ServedForum> served_;
};

}  // namespace

/// Assistance and relief need capacities that they can change.
void check_budgets(Checker const& checker, Path const& path, double assistance, double relief)
{
    if ((assistance > 0.0 || relief > 0.0) && !checker.scenario().capacity &&
        !checker.is_given({"capacity"})) {
        checker.add(path + (assistance > 0.0 ? "assistance" : "relief"),
                    "this changes nothing without capacities",
                    "without the section 'capacity' every state can do all it must",
                    "write 'capacity: {growth: 0.02}'");
    }
}

void check_organisations(Checker const& checker)
{
    bool const sound = all_else_is_sound(checker);
    for (auto const& organisation : checker.scenario().organisations) {
        Path const path{"organisations", organisation.id};
        if (checker.is_broken(path)) {
            continue;
        }
        check_budgets(checker, path, organisation.assistance, organisation.relief);
        if (sound) {
            Check{checker, organisation}();
        }
    }
}

}  // namespace parley
