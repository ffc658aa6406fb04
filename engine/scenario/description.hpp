#pragma once

#include "scenario/describer.hpp"

namespace parley {

/// How much a scenario may hold. Beyond it a reading stops with a message before memory is taken.
struct Limits {
    static constexpr std::size_t states = 1'000;
    static constexpr std::size_t flows = 200'000;
    static constexpr std::size_t routes = 200'000;
    static constexpr std::size_t issues = 200;
    static constexpr std::size_t options = 50;  ///< of an issue
    static constexpr std::size_t organisations = 1'000;
    static constexpr std::size_t forums = 10'000;  ///< generated ones included
    static constexpr std::size_t overrides = 100'000;
    static constexpr std::size_t events = 10'000;
    static constexpr std::size_t what_ifs = 1'000;
    static constexpr std::size_t ticks = 100'000;
    static constexpr std::size_t replicates = 1'000'000;
    static constexpr std::size_t deepenings = 100;  ///< of a forum
    static constexpr std::size_t texts = 1'000;
    /// States x issues x recorded ticks of one run.
    static constexpr std::size_t recorded = 100'000'000;
    /// Sessions that a run may hold.
    static constexpr std::size_t sessions = 10'000'000;
};

/// The one description of every section's keys: meaning, unit, range, default, example.
void describe(Describer& describer, Scenario& scenario);
void describe(Describer& describer, Scenario::Roles& roles);
void describe(Describer& describer, Scenario::Option& option);
void describe(Describer& describer, Scenario::Time& time);
void describe(Describer& describer, Scenario::State& state);
void describe(Describer& describer, Scenario::Drawn& drawn);
void describe(Describer& describer, Scenario::Flow& flow);
void describe(Describer& describer, Scenario::Route& route);
void describe(Describer& describer, Scenario::Migration& migration);
void describe(Describer& describer, Scenario::Capacity& capacity);
void describe(Describer& describer, Scenario::Aid& aid);
void describe(Describer& describer, Scenario::Interests& interests);
void describe(Describer& describer, Scenario::Discussion& discussion);
void describe(Describer& describer, Scenario::Implementation& implementation);
void describe(Describer& describer, Scenario::Issue& issue);
void describe(Describer& describer, Scenario::Organisation& organisation);
void describe(Describer& describer, Scenario::Forum& forum);
void describe(Describer& describer, Scenario::Bilateral& bilateral);
void describe(Describer& describer, Scenario::Maturity& maturity);
void describe(Describer& describer, Scenario::Deepening& deepening);
void describe(Describer& describer, Scenario::Ratification& ratification);
void describe(Describer& describer, Scenario::Corridors& corridors);
void describe(Describer& describer, Scenario::Routing& routing);
void describe(Describer& describer, Scenario::Override& override_);
void describe(Describer& describer, Scenario::Event& event);
void describe(Describer& describer, Scenario::FlowShock& shock);
void describe(Describer& describer, Scenario::ProfileChange& change);
void describe(Describer& describer, Scenario::SelfImageChange& change);
void describe(Describer& describer, Scenario::Outlook& outlook);
void describe(Describer& describer, Scenario::Attention& attention);
void describe(Describer& describer, Scenario::Accession& accession);
void describe(Describer& describer, Scenario::Withdrawal& withdrawal);
void describe(Describer& describer, Scenario::AgendaChange& change);
void describe(Describer& describer, Scenario::Opening& opening);
void describe(Describer& describer, Scenario::Funding& funding);
void describe(Describer& describer, Scenario::Record& record);

/// The catalogues of the library, as `protocol:` and `rule:` take them.
[[nodiscard]] Methods const& protocol_methods();
[[nodiscard]] Methods const& rule_methods();

}  // namespace parley
