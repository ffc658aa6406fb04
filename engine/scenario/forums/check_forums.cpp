#include "scenario/format/wording.hpp"
#include "scenario/forums/check_rules.hpp"
#include "scenario/forums/pairs.hpp"
#include "scenario/reading/checker.hpp"
#include "scenario/selections.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <stdexcept>

namespace parley {

namespace {

void check_steps(Checker const& checker, Path const& path, written::Maturity const& maturity,
                 RuleWeights const& weights)
{
    for (std::size_t i = 0; i < maturity.deepen.size(); ++i) {
        auto const& step = maturity.deepen[i];
        Path const here = path + "maturity" + "deepen" + std::to_string(i);
        if (i > 0 && step.at < maturity.deepen[i - 1].at) {
            checker.contradict(
                here + "at", "the step at {} stands after one at {}",
                "steps are taken one after the other", "write them in ascending order",
                path + "maturity" + "deepen" + std::to_string(i - 1) + "at", "the step before",
                {fmt::format("{}", step.at), fmt::format("{}", maturity.deepen[i - 1].at)});
        }
        if (step.rule) {
            check_rule(checker, here + "rule", *step.rule, weights);
        }
    }
}

void check_methods(Checker const& checker, Path const& path, written::Proceedings const& forum,
                   RuleWeights const& weights)
{
    try {
        if (auto const* protocol = find_protocol(forum.protocol.name)) {
            (void)protocol->make(forum.protocol.values);
        }
    } catch (std::invalid_argument const& error) {
        checker.add(path + "protocol", "{} cannot be used so", error.what(), "",
                    {forum.protocol.name});
    }
    if (checker.is_broken_within({"states"})) {
        return;
    }
    check_rule(checker, path + "rule", forum.rule, weights);
    if (forum.maturity) {
        check_steps(checker, path, *forum.maturity, weights);
    }
}

void check_meetings(Checker const& checker, Path const& path, written::Proceedings const& forum)
{
    auto const& time = checker.scenario().time;
    if (checker.is_broken({"time"})) {
        return;
    }
    if (forum.meets.unit == Duration::Unit::months && forum.meets.count % time.tick.count != 0) {
        checker.contradict(
            path + "meets", "a meeting every {} falls between ticks",
            "forums meet at the beginning of a tick",
            fmt::format("let it meet every {}, or choose a shorter tick",
                        to_text(Duration{.count = time.tick.count * ticks_in(forum.meets, time)})),
            Path{"time", "tick"}, "the length of a tick", {to_text(forum.meets)});
    }
    if (forum.opens < time.start) {
        checker.contradict(path + "opens", "the forum opens in {}, before the scenario begins", "",
                           "leave it out: it meets from the beginning on", Path{"time", "start"},
                           "the scenario begins here", {forum.opens.text()});
    }
    if (forum.closes && *forum.closes <= forum.opens) {
        bool const given = checker.is_given(path + "opens");
        checker.contradict(path + "closes", "the forum closes in {}, before it first meets in {}",
                           "", "close it later or leave it out",
                           given ? path + "opens" : Path{"time", "start"},
                           given ? "it opens here" : "without 'opens' it first meets here",
                           {forum.closes->text(), forum.opens.text()});
    }
}

void check_talks(Checker const& checker, Path const& path, written::Proceedings const& forum)
{
    bool const by_decision = forum.talks && forum.talks->initiative;
    if (forum.talks && forum.talks->burn_in && !by_decision) {
        checker.add(path + "talks" + "burn_in", "no talks have opened before the scenario begins",
                    "this forum opens them at its meetings",
                    "give an 'initiative', by which members open talks, or leave this out");
    }
    if (forum.cost && forum.cost->round > 0.0 && !by_decision) {
        checker.add(path + "cost" + "round", "the cost of a round changes nothing here",
                    "it weighs when members decide to open talks, and this forum opens them at "
                    "its meetings",
                    "give 'talks' an 'initiative', or leave this out");
    }
    if (forum.renewal != Renewal::none && !forum.term) {
        checker.add(path + "renewal", "agreements of this forum have no term to be renewed",
                    "they bind without end", "give a 'term' or leave this out");
    }
}

void check_proceedings(Checker const& checker, Path const& path, written::Proceedings const& forum)
{
    auto const& scenario = checker.scenario();
    check_meetings(checker, path, forum);
    check_talks(checker, path, forum);
    if (checker.is_broken_within({"issues"})) {
        return;
    }
    bool const linkage = std::ranges::any_of(
        scenario.issues, [](auto const& issue) { return is_linkage(issue.kind); });
    if (issues_of(forum.agenda, scenario).empty()) {
        auto const& group = forum.agenda.group;
        auto why = group == "all" ? "every issue is of kind linkage or transfer"
                                  : fmt::format("no issue is of kind {}", group);
        checker.add(path + "agenda", "this agenda is empty",
                    group.empty() ? "the kinds that it names have no issues" : std::move(why),
                    "name the issues, or say all, soft or hard");
    }
    if (forum.scope == Scope::comprehensive && !linkage) {
        checker.add(path + "scope", "a comprehensive scope adds nothing here",
                    "it brings in issues of kind linkage or transfer, and the scenario has none",
                    "describe linkage issues such as trade or aid, or write 'scope: package'");
    }
}

/// Corridors can be made of sound flows only.
bool are_pairs_known(Checker const& checker)
{
    auto const& bilateral = checker.scenario().bilateral;
    return !bilateral || !bilateral->corridors ||
           !(checker.is_broken_within({"flows"}) || checker.is_broken_within({"bilateral"}));
}

void check_bilateral(Checker const& checker, written::Bilateral const& bilateral)
{
    Path const path{"bilateral"};
    auto const& between = bilateral.between;
    for (std::size_t i = 0; between.size() == 2 && i < between[1].size(); ++i) {
        auto const position = std::ranges::find(between[0], between[1][i]);
        if (position != between[0].end()) {
            auto const first = std::to_string(position - between[0].begin());
            checker.contradict(path + "between" + "1" + std::to_string(i),
                               "state {} stands in both groups", "it would meet itself",
                               "remove it from one of them", path + "between" + "0" + first,
                               "it stands here too", {*position});
        }
    }
    std::map<std::array<std::string, 2>, std::size_t> first;
    for (std::size_t i = 0; i < bilateral.pairs.size(); ++i) {
        auto pair = bilateral.pairs[i];
        std::ranges::sort(pair);
        auto const [known, is_new] = first.emplace(std::array{pair[0], pair[1]}, i);
        if (!is_new) {
            checker.contradict(path + "pairs" + std::to_string(i),
                               "the pair of {} and {} stands twice", "", "remove one of them",
                               path + "pairs" + std::to_string(known->second),
                               "it first stands here", {pair[0], pair[1]});
        }
    }
    auto const all = pairs_of(checker.scenario());
    if (bilateral.corridors && all.empty()) {
        bool const any = !checker.scenario().flows.empty();
        checker.add(path + "corridors" + "minimum_stock", "no pair of states has a stock of {}",
                    any ? "" : "the scenario has no flows",
                    any ? "choose less" : "describe 'flows'",
                    {fmt::format("{} persons", bilateral.corridors->minimum_stock)});
        return;
    }
    check_proceedings(checker, path, bilateral.proceedings);
    if (!checker.is_broken({"states"})) {
        // a pair stands for all: what is known of one state may not be known of another
        std::set<std::string> members;
        for (auto const& pair : all) {
            members.insert(pair.begin(), pair.end());
        }
        check_methods(checker, path, bilateral.proceedings,
                      weights_of({members.begin(), members.end()}, checker.scenario()));
    }
}

}  // namespace

void check_reform(Checker const& checker, Path const& path, Reform<ByName> const& reform)
{
    auto const& forums = checker.scenario().forums;
    auto const forum = std::ranges::find(forums, reform.forum, &written::Forum::id);
    if (!reform.rule || forum == forums.end() || checker.is_broken({"forums", reform.forum}) ||
        checker.is_broken_within({"states"})) {
        return;
    }
    if (!forum->is_of_authorities() || !checker.is_broken_within({"authorities"})) {
        check_rule(checker, path + "rule", *reform.rule, weights_at(*forum, checker.scenario()));
    }
}

void check_forums(Checker const& checker)
{
    auto const& scenario = checker.scenario();
    std::set<std::string> generated;
    bool const sound = !checker.is_broken({"bilateral"}) && are_pairs_known(checker);
    if (scenario.bilateral && sound) {
        check_bilateral(checker, *scenario.bilateral);
        for (auto const& [a, b] : pairs_of(scenario)) {
            generated.insert(fmt::format("{}_{}", a, b));
        }
    }
    for (auto const& forum : scenario.forums) {
        Path const path{"forums", forum.id};
        if (checker.is_broken(path) || checker.is_broken({"states"})) {
            continue;
        }
        bool const local = forum.is_of_authorities();
        if (local && !check_forum_of_authorities(checker, forum)) {
            continue;
        }
        if (!local && members_of(forum.members, scenario).size() < 2) {
            checker.add(path + "members", "forum {} has only one member",
                        "a state does not negotiate with itself", "name at least two", {forum.id});
            continue;
        }
        if (generated.contains(forum.id)) {
            checker.contradict({"forums", forum.id},
                               "forum {} has the id of a generated bilateral forum", "",
                               "choose another id", {"bilateral"},
                               "bilateral forums are generated here", {forum.id});
        }
        check_proceedings(checker, path, forum.proceedings);
        check_methods(checker, path, forum.proceedings, weights_at(forum, scenario));
    }
    if (scenario.forums.empty() && !scenario.bilateral && !checker.is_broken({"forums"}) && sound) {
        checker.add({}, "the scenario has no forum", "without one nobody negotiates",
                    "describe 'forums' or 'bilateral'");
    }
}

}  // namespace parley
