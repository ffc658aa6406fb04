#include "forum/diplomacy.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

namespace parley {
namespace {

double constexpr unit_of_gain = 0.001;  // at which a rate is the initiative

}  // namespace

Diplomacy::Diplomacy(std::span<Forum const> forums, Eigen::Index issues, VectorView teams)
    : free_teams_(teams.begin(), teams.end())
{
    std::map<std::string_view, std::size_t> labels;
    for (std::size_t f = 0; f < forums.size(); ++f) {
        Forum const& forum = forums[f];
        Record record;
        record.label = labels.emplace(forum.label, labels.size()).first->second;
        if (forum.talks) {
            if (forum.scope == Scope::single_issue) {
                for (Eigen::Index k = 0; k < issues; ++k) {
                    record.topics.push_back({ForumId{f}, IssueId{k}});
                }
            } else {
                record.topics.push_back({ForumId{f}, IssueId{}});
            }
            record.memories.resize(record.topics.size());
        }
        records_.push_back(std::move(record));
    }
    Eigen::Index most = teams.size();  // authorities have places of their own
    for (Forum const& forum : forums) {
        for (StateId const i : forum.members) {
            most = std::max(most, i.index() + 1);
        }
    }
    agreements_of_.assign(labels.size(), Vector::Zero(most));
}

std::span<Topic const> Diplomacy::topics(ForumId forum) const
{
    return records_[forum.slot()].topics;
}

Diplomacy::Memory& Diplomacy::memory_of(Topic const& topic)
{
    Record& record = records_[topic.forum.slot()];
    auto const found = std::ranges::find(record.topics, topic);
    return record.memories[static_cast<std::size_t>(found - record.topics.begin())];
}

bool Diplomacy::is_under_way(Topic const& topic) const
{
    return std::ranges::find(talks_, topic, &Talks::topic) != talks_.end();
}

std::vector<StateId> Diplomacy::without_team(Forum const& forum) const
{
    std::vector<StateId> without;
    std::ranges::copy_if(forum.members, std::back_inserter(without),
                         [&](StateId i) { return free_teams_[i.slot()] < 1.0; });
    return without;
}

bool Diplomacy::open(Topic const& topic, Forum const& forum, int tick, int mandate)
{
    Talks talks{.topic = topic, .opened = tick, .first_round = tick + mandate};
    if (forum.talks->team && !forum.is_of_authorities()) {
        if (auto without = without_team(forum); !without.empty()) {
            if (tick >= 0) {
                missed_.push_back({topic, std::move(without)});
            }
            return false;
        }
        talks.delegations = forum.members;
        for (StateId const i : forum.members) {
            free_teams_[i.slot()] -= 1.0;
        }
    }
    talks.number = memory_of(topic).talks++;
    talks_.push_back(std::move(talks));
    return true;
}

void Diplomacy::open_by_decision(std::span<Forum const> forums, std::span<ForumId const> order,
                                 int tick, double years, Grounds const& grounds)
{
    struct Chance {
        Topic topic;
        double gain;
    };
    std::vector<Chance> chances;
    std::vector<std::vector<char>> busy(records_.size());
    for (Talks const& talks : talks_) {
        auto const& topics_ = records_[talks.topic.forum.slot()].topics;
        auto& marks = busy[talks.topic.forum.slot()];
        marks.resize(topics_.size(), 0);
        marks[static_cast<std::size_t>(std::ranges::find(topics_, talks.topic) - topics_.begin())] =
            1;
    }
    for (ForumId const id : order) {
        Forum const& forum = forums[id.slot()];
        if (!forum.talks || !forum.talks->initiative || !forum.is_open(std::max(tick, 0)) ||
            tick < -forum.talks->burn_in) {
            continue;
        }
        Record& record = records_[id.slot()];
        auto const& marks = busy[id.slot()];
        for (std::size_t t = 0; t < record.topics.size(); ++t) {
            if (!marks.empty() && marks[t] != 0) {
                continue;
            }
            auto const least = grounds.gain(record.topics[t]);
            if (!least) {
                continue;
            }
            double const rate = *forum.talks->initiative *
                                std::pow(*least / unit_of_gain, forum.talks->gain) *
                                habit(id, forum);
            Memory& memory = record.memories[t];
            memory.since += rate * years;
            memory.chance += tick >= 0 ? rate * years : 0.0;
            if (memory.since >= -std::log1p(-grounds.draw(record.topics[t], memory.chances))) {
                memory.since = 0.0;
                ++memory.chances;
                chances.push_back({record.topics[t], *least});
            }
        }
    }
    std::ranges::stable_sort(chances, std::greater{},
                             [](Chance const& chance) { return std::round(chance.gain * 1e9); });
    for (Chance const& chance : chances) {
        open(chance.topic, forums[chance.topic.forum.slot()], tick, grounds.mandate(chance.topic));
    }
}

void Diplomacy::burn_in(std::span<Forum const> forums, std::span<ForumId const> order, double years,
                        Grounds grounds)
{
    int longest = 0;
    for (Forum const& forum : forums) {
        longest = std::max(longest, forum.talks ? forum.talks->burn_in : 0);
    }
    // Nothing has happened yet, so that the gains of one tick are those of all.
    std::map<std::pair<ForumId, IssueId>, std::optional<double>> known;
    grounds.gain = [&known, gain = std::move(grounds.gain)](Topic const& topic) {
        auto const [found, is_new] = known.try_emplace({topic.forum, topic.issue});
        if (is_new) {
            found->second = gain(topic);
        }
        return found->second;
    };
    for (int tick = -longest; tick < 0; ++tick) {
        open_by_decision(forums, order, tick, years, grounds);
    }
}

void Diplomacy::close(Talks const& ended, Forum const& forum, Session const* table)
{
    for (StateId const i : ended.delegations) {
        free_teams_[i.slot()] += 1.0;
    }
    if (table == nullptr) {
        return;
    }
    Record& record = records_[ended.topic.forum.slot()];
    record.rounds += table->outcome.rounds;
    ++record.tables;
    if (table->agreed()) {
        note_agreement(ended.topic.forum, forum, table->signatories(), 0.0);
    }
}

void Diplomacy::note_agreement(ForumId id, Forum const& forum, std::span<StateId const> signatories,
                               double years)
{
    double const left = std::pow(0.5, years / forum.habit.memory);
    Record& record = records_[id.slot()];
    record.agreements += left;
    for (StateId const i : signatories) {
        agreements_of_[record.label](i.index()) += left;
    }
}

void Diplomacy::forget(std::span<Forum const> forums, double years)
{
    std::vector<char> forgotten(agreements_of_.size(), 0);
    for (std::size_t f = 0; f < records_.size(); ++f) {
        double const left = std::pow(0.5, years / forums[f].habit.memory);
        records_[f].agreements *= left;
        if (std::exchange(forgotten[records_[f].label], 1) == 0) {
            agreements_of_[records_[f].label] *= left;
        }
    }
}

double Diplomacy::habit(ForumId id, Forum const& forum) const
{
    HabitRules const& rules = forum.habit;
    if (rules.pair == 0.0 && rules.state == 0.0) {
        return 1.0;
    }
    Record const& record = records_[id.slot()];
    double of_members = 0.0;
    for (StateId const i : forum.members) {
        of_members += std::log1p(agreements_of_[record.label](i.index()));
    }
    auto const n = static_cast<double>(std::max<std::size_t>(forum.members.size(), 1));
    return std::exp(rules.pair * std::log1p(record.agreements) + rules.state * of_members / n);
}

double Diplomacy::expected_rounds(ForumId id, Forum const& forum) const
{
    Record const& record = records_[id.slot()];
    return record.tables > 0 ? record.rounds / record.tables : 0.5 * forum.deadline;
}

double Diplomacy::opening_chance(ForumId id) const
{
    double sum = 0.0;
    for (Memory const& memory : records_[id.slot()].memories) {
        sum += memory.chance;
    }
    return sum;
}

int Diplomacy::opened(ForumId id) const
{
    int sum = 0;
    for (Memory const& memory : records_[id.slot()].memories) {
        sum += memory.talks;
    }
    return sum;
}

}  // namespace parley
