#pragma once

#include "output/pending_file.hpp"
#include "output/recorder.hpp"
#include "output/result_file.hpp"
#include "unit/folder.hpp"

#include <array>
#include <limits>

namespace parley {

/// A protocol that always agrees on the mean of what was declared.
inline Outcome agree_on_the_mean(Table const& table, RandomStream&, Trace)
{
    auto const members = static_cast<std::size_t>(table.members());
    return {.status = Status::agreed,
            .terms = table.declared.colwise().mean(),
            .signatories = std::vector<char>(members, 1),
            .consenting = std::vector<char>(members, 1),
            .rounds = 2,
            .blocked_by = {},
            .trace = {}};
}

/// A protocol in which the first member walks away from the first issue, and the second from all.
inline Outcome break_off(Table const& table, RandomStream&, Trace)
{
    auto const members = static_cast<std::size_t>(table.members());
    return {.status = Status::broken_off,
            .terms = table.terms_in_force(),
            .signatories = std::vector<char>(members, 0),
            .consenting = std::vector<char>(members, 0),
            .rounds = 5,
            .blocked_by =
                {{.member = 0, .issue = 0, .reason = Block::Reason::red_line, .shortfall = 0.1},
                 {.member = 1, .shortfall = 0.3}},
            .trace = {}};
}

/// States MAR, ITA and MLT; a hard and a soft issue; the three meet every second year and agree,
/// two pairs of them every year, bilaterally, and break off. Four ticks of a year.
inline Setup small_setup()
{
    Issues issues;
    issues.id = {"readmission", "capacity_building"};
    issues.about = {"return of nationals", "training and équipement"};
    issues.scale = {{{"none", "full"}, {"none", "lavish"}}};
    issues.kind = {IssueKind::hard, IssueKind::soft};
    issues.role_ideal = Matrix{{0.1, 0.8}, {0.3, 0.9}, {0.9, 0.6}};
    issues.role_salience = Matrix{{1.0, 0.5}, {1.0, 0.5}, {1.0, 0.5}};

    States states{standard_keys(3)};
    states.id = {"MAR", "ITA", "MLT"};
    states.name = {"Morocco", "Italy", "Malta"};
    states.population = Vector::Constant(3, std::numeric_limits<double>::quiet_NaN());
    states.gdp_per_head = states.population;
    states.power = Vector{{1.0, 4.0, 0.5}};
    states.exposure = Vector::Ones(3);
    states.profile = Matrix{{0.6, 0.3, 0.1}, {0.1, 0.2, 0.7}, {0.1, 0.5, 0.4}};
    states.self_image = states.profile;
    states.recognition = Vector::Constant(3, 0.5);
    states.disclosure = Vector::Constant(3, 0.25);

    Forum dialogue;
    dialogue.id = "dialogue";
    dialogue.name = "The Dialogue";
    dialogue.label = "dialogue";
    dialogue.level = Level::regional;
    dialogue.members = {StateId{1U}, StateId{0U}, StateId{2U}};
    dialogue.agenda = {IssueId{0U}, IssueId{1U}};
    dialogue.protocol = agree_on_the_mean;
    dialogue.rule = find_rule("unanimity");
    dialogue.interval = 2;

    Forum pair = dialogue;
    pair.id = "ITA-MAR";
    pair.name = pair.id;
    pair.label = "bilateral";
    pair.level = Level::bilateral;
    pair.members = {StateId{1U}, StateId{0U}};
    pair.agenda = {IssueId{0U}};
    pair.scope = Scope::single_issue;
    pair.protocol = break_off;
    pair.interval = 1;

    Forum other_pair = pair;
    other_pair.id = "ITA-MLT";
    other_pair.members = {StateId{1U}, StateId{2U}};

    Setup setup{.calendar = {.start = {2005, 1}, .tick_months = 12, .ticks = 4},
                .world = {.issues = issues,
                          .states = states,
                          .flows = {},
                          .organisations = {},
                          .politics = DomesticPolitics::none(3, 2),
                          .regime = Regime{Matrix{{0.1, 0.2}, {0.2, 0.2}, {0.15, 0.2}}},
                          .actual = {},
                          .perceived = {}},
                .forums = {dialogue, pair, other_pair},
                .events = {},
                .meetings = {}};
    setup.meetings.red_line = Matrix::Constant(3, 2, std::numeric_limits<double>::infinity());
    return setup;
}

/// The record of one run of a setup.
inline RunRecord recorded(Labels const& labels, Setup const& setup, std::uint64_t replicate = 0,
                          std::string what_if = "baseline")
{
    Simulation simulation{setup, 7, replicate};
    Recorder recorder{labels, simulation, std::move(what_if)};
    std::array<Observer* const, 1> const observers{&recorder};
    simulation.run(observers);
    return recorder.take();
}

inline Provenance small_provenance()
{
    return {.title = "Small world",
            .seed = 7,
            .scenario_text = "parley: 1\nname: Small world\n",
            .scenario_resolved = "parley: 1\nname: Small world\nseed: 7\n",
            .settings = "seed=7\n",
            .files = {{.name = "data/states.csv", .text = "id,sending\nMAR,0.6\n"}},
            .platform = this_platform("yaml-cpp 0.7.0")};
}

/// Writes a result of several runs of the small setup.
inline void write_small_result(std::filesystem::path const& path, std::size_t runs = 2)
{
    Setup const setup = small_setup();
    Labels const labels{setup, {}};
    ResultFile file{path, labels, small_provenance(), runs};
    for (std::size_t run = 0; run < runs; ++run) {
        file.add(recorded(labels, setup, run, run % 2 == 0 ? "baseline" : "frank"));
    }
    file.finish();
}

}  // namespace parley
