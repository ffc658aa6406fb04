#include "explanation/forum_facts.hpp"

#include <algorithm>
#include <functional>

namespace parley {
namespace {

void add_counts(std::vector<int>& to, std::vector<int> const& more)
{
    to.resize(more.size(), 0);
    std::ranges::transform(to, more, to.begin(), std::plus{});
}

void keep_least(std::optional<int>& least, std::optional<int> other)
{
    if (other) {
        least = std::min(least.value_or(*other), *other);
    }
}

}  // namespace

void ForumFacts::add(ForumFacts const& other)
{
    label = other.label;
    meetings += other.meetings;
    tables += other.tables;
    failed += other.failed;
    refused += other.refused;
    out_of_time += other.out_of_time;
    after_first += other.after_first;
    most_rounds = std::max(most_rounds, other.most_rounds);
    most_issues = std::max(most_issues, other.most_issues);
    keep_least(first_tick, other.first_tick);
    keep_least(first_agreement, other.first_agreement);
    add_counts(tabled, other.tabled);
    add_counts(agreed, other.agreed);
    add_counts(open, other.open);
}

std::vector<ForumFacts> facts_of(Side const& run)
{
    std::size_t const issues = IssueId{run.setup.world.issues.count()}.slot();
    std::vector<ForumFacts> facts;
    std::vector<std::size_t> label_of;
    for (std::size_t f = 0; f < run.setup.forums.size(); ++f) {
        std::string const& label = run.setup.forums[f].label;
        auto own = std::ranges::find(facts, label, &ForumFacts::label);
        if (own == facts.end()) {
            own = facts.insert(own, {.label = label,
                                     .tabled = std::vector<int>(issues, 0),
                                     .agreed = std::vector<int>(issues, 0),
                                     .open = std::vector<int>(issues, 0)});
        }
        label_of.push_back(static_cast<std::size_t>(own - facts.begin()));
        auto const& meetings = run.trail.meetings[f];
        own->meetings += static_cast<int>(meetings.size());
        if (!meetings.empty()) {
            keep_least(own->first_tick, meetings.front());
        }
    }
    std::vector<std::pair<int, std::size_t>> of_meeting(label_of.size(), {-1, 0});
    for (TableTrail const& table : run.trail.tables) {
        std::size_t const f = table.forum.slot();
        ForumFacts& own = facts[label_of[f]];
        ++own.tables;
        own.failed += table.agreed() ? 0 : 1;
        own.refused += std::ranges::count(table.consenting, 0) > 0 ? 1 : 0;
        own.out_of_time += table.status == Status::timed_out ? 1 : 0;
        auto const& meetings = run.trail.meetings[f];
        own.after_first += !meetings.empty() && table.tick > meetings.front() ? 1 : 0;
        own.most_rounds = std::max(own.most_rounds, table.rounds);
        if (table.agreed()) {
            keep_least(own.first_agreement, table.tick);
        }
        for (IssueId const k : table.issues) {
            ++own.tabled[k.slot()];
            ++(table.agreed_on(k) ? own.agreed : own.open)[k.slot()];
        }
        auto& [tick, count] = of_meeting[f];
        count = tick == table.tick ? count + table.issues.size() : table.issues.size();
        tick = table.tick;
        own.most_issues = std::max(own.most_issues, count);
    }
    return facts;
}

}  // namespace parley
