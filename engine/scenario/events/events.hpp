#pragma once

#include "document/duration.hpp"
#include "scenario/issues/issues.hpp"
#include "support/month.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

// What happens to the world, at a date or at random.
namespace parley {

class Checker;
class Describer;

namespace written {

struct FlowShock {
    std::vector<std::string> from{};
    std::vector<std::string> to{};
    double factor = 1.0;
    Duration lasts{.count = 12};
    friend bool operator==(FlowShock const&, FlowShock const&) = default;
};

struct ProfileChange {
    std::string state{};
    Roles roles{};
    double weight = 1.0;
    friend bool operator==(ProfileChange const&, ProfileChange const&) = default;
};

struct SelfImageChange {
    std::string state{};
    Roles roles{};
    friend bool operator==(SelfImageChange const&, SelfImageChange const&) = default;
};

struct Outlook {
    std::vector<std::string> states{};
    std::optional<double> recognition{};
    std::optional<double> disclosure{};
    friend bool operator==(Outlook const&, Outlook const&) = default;
};

struct Attention {
    std::vector<std::string> states{};
    std::vector<std::string> issues{};
    double factor = 1.0;
    Duration lasts{.count = 12};
    friend bool operator==(Attention const&, Attention const&) = default;
};

struct Accession {
    std::string forum{};
    std::vector<std::string> states{};
    friend bool operator==(Accession const&, Accession const&) = default;
};

struct Withdrawal {
    std::string forum{};
    std::vector<std::string> states{};
    friend bool operator==(Withdrawal const&, Withdrawal const&) = default;
};

struct AgendaChange {
    std::string forum{};
    std::vector<std::string> add{};
    std::vector<std::string> remove{};
    friend bool operator==(AgendaChange const&, AgendaChange const&) = default;
};

struct Opening {
    std::string forum{};
    friend bool operator==(Opening const&, Opening const&) = default;
};

struct Funding {
    std::string organisation{};
    std::optional<double> assistance{};
    std::optional<double> relief{};
    std::optional<double> development{};
    friend bool operator==(Funding const&, Funding const&) = default;
};

struct Event {
    using What =
        std::variant<std::monostate, FlowShock, ProfileChange, SelfImageChange, Outlook, Override,
                     Attention, Accession, Withdrawal, AgendaChange, Opening, Funding>;
    std::optional<Month> at{};
    std::optional<double> hazard{};
    std::string about{};
    What what{};
    friend bool operator==(Event const&, Event const&) = default;
};

}  // namespace written

void describe(Describer& describer, written::Event& event);
void describe(Describer& describer, written::FlowShock& shock);
void describe(Describer& describer, written::ProfileChange& change);
void describe(Describer& describer, written::SelfImageChange& change);
void describe(Describer& describer, written::Outlook& outlook);
void describe(Describer& describer, written::Attention& attention);
void describe(Describer& describer, written::Accession& accession);
void describe(Describer& describer, written::Withdrawal& withdrawal);
void describe(Describer& describer, written::AgendaChange& change);
void describe(Describer& describer, written::Opening& opening);
void describe(Describer& describer, written::Funding& funding);

void check_events(Checker const& checker);

}  // namespace parley
