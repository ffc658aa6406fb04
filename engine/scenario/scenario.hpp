#pragma once

#include "document/duration.hpp"
#include "forum/declaration.hpp"
#include "forum/discussion.hpp"
#include "forum/forum.hpp"
#include "simulation/simulation.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <variant>
#include <vector>

namespace parley {

/// A scenario as it is written down: plain data, names in place of indices, every default filled
/// in.
///
/// What each member means, its unit and its range stand in the description (description.cpp), the
/// one text from which scenarios are read, written and documented.
struct Scenario {
    /// One number for each role.
    struct Roles {
        double sending = 0.0;
        double transit = 0.0;
        double receiving = 0.0;
        friend bool operator==(Roles const&, Roles const&) = default;
    };

    /// Some states or issues: a group such as `all`, or, when that is empty, these.
    struct Selection {
        std::string group{};
        std::vector<std::string> ids{};
        friend bool operator==(Selection const&, Selection const&) = default;
    };

    /// A number for some states, and maybe one for all the others.
    struct ByState {
        std::optional<double> all{};
        std::map<std::string, double> of{};
        friend bool operator==(ByState const&, ByState const&) = default;
    };

    /// A protocol or a decision rule of the catalogue, with its parameters.
    struct Method {
        std::string name;
        std::map<std::string, double, std::less<>> values{};
        friend bool operator==(Method const&, Method const&) = default;
    };

    struct Time {
        Month start{2000, 1};
        Duration tick{.count = 12};
        int ticks = 1;
        friend bool operator==(Time const&, Time const&) = default;
    };

    struct State {
        std::string id;
        std::string name{};
        Roles roles{};
        std::optional<double> population{};
        std::optional<double> gdp_per_head{};
        double power = 1.0;
        std::optional<double> exposure{};
        double recognition = 0.1;
        double disclosure = 0.2;
        std::optional<double> capacity{};
        std::optional<Roles> self_image{};
        std::optional<double> profile_concentration{};
        double power_spread = 0.0;
        friend bool operator==(State const&, State const&) = default;
    };

    /// States drawn at random, for experiments: written as one, read as many.
    struct Drawn {
        int number = 1;
        std::string prefix = "S";
        std::vector<double> dirichlet{};  ///< by role
        State each{};                     ///< what they have in common
    };

    struct Flow {
        std::string origin{};
        std::string destination{};
        Pathway pathway = Pathway::any;
        double persons = 0.0;
        std::optional<double> stock{};
        std::optional<double> trend{};
        friend bool operator==(Flow const&, Flow const&) = default;
    };

    struct Route {
        std::string origin{};
        std::string via{};
        std::string destination{};
        double share = 1.0;
        friend bool operator==(Route const&, Route const&) = default;
    };

    struct Migration {
        enum class Profiles { fixed, follow };
        double trend = 0.0;
        double stranded = parley::Migration::Params{}.stranded;
        double diverted = parley::Migration::Params{}.diverted;
        double attrition = MigrationParams{}.attrition;
        Profiles profiles = Profiles::fixed;
        double flow_weight = RoleVolumes::Params{}.flow_weight;
        double transit_time = RoleVolumes::Params{}.transit_time;
        friend bool operator==(Migration const&, Migration const&) = default;
    };

    struct Capacity : parley::Capacity::Params {
        friend bool operator==(Capacity const& a, Capacity const& b)
        {
            return std::tie(a.mixed, a.irregular, a.most, a.half_means, a.growth, a.pooling) ==
                   std::tie(b.mixed, b.irregular, b.most, b.half_means, b.growth, b.pooling);
        }
    };

    struct Aid : Assistance::Params {
        friend bool operator==(Aid const& a, Aid const& b)
        {
            return std::tie(a.place_cost, a.relief_cost, a.departure_cost, a.development_time) ==
                   std::tie(b.place_cost, b.relief_cost, b.departure_cost, b.development_time);
        }
    };

    struct Interests {
        double variation = 0.05;
        double self_image_sharpness = 4.0;
        double recognition = 0.1;
        double half_exposure = 0.005;
        friend bool operator==(Interests const&, Interests const&) = default;
    };

    struct Discussion {
        double disclosure = 0.2;
        double posturing = Declaration::Params{}.posturing;
        double hiding = Declaration::Params{}.hiding;
        double learning = parley::Discussion::Params{}.learning;
        double trust = parley::Discussion::Params{}.trust;
        double decay = parley::Discussion::Params{}.decay;
        double deadlock_cost = parley::Discussion::Params{}.deadlock_cost;
        double defection_cost = parley::Discussion::Params{}.defection_cost;
        friend bool operator==(Discussion const&, Discussion const&) = default;
    };

    struct Implementation {
        double rate = 0.5;
        double unilateral = 0.0;
        friend bool operator==(Implementation const&, Implementation const&) = default;
    };

    struct Option {
        std::string id;
        Roles value{};
        friend bool operator==(Option const&, Option const&) = default;
    };

    struct Issue {
        std::string id;
        IssueKind kind = IssueKind::hard;
        std::string about{};
        std::vector<std::string> scale{};
        double status_quo = 0.0;
        ByState national_status_quo{};
        Roles ideal{};
        Roles salience{1.0, 1.0, 1.0};
        std::optional<Roles> value{};  ///< of a transfer, in place of ideal and salience
        std::optional<double> amount{};
        std::optional<double> payable{};
        std::vector<Option> options{};  ///< in place of ideal and salience
        PolicyReach policy = PolicyReach::general;
        std::optional<double> unilateral{};
        double externality = 0.0;
        std::optional<Roles> expected_of_others{};
        Dependence interdependence = Dependence::corridors;
        double flow_response = 0.0;
        Pathway pathway = Pathway::any;
        ByState red_line{};
        friend bool operator==(Issue const&, Issue const&) = default;
    };

    struct Organisation {
        std::string id;
        std::string name{};
        Selection mandate{.group = "all"};
        double mediation = 0.0;
        double assistance = 0.0;
        double relief = 0.0;
        double development = 0.0;
        friend bool operator==(Organisation const&, Organisation const&) = default;
    };

    struct Deepening {
        double at = 1.0;
        std::optional<Level> level{};
        std::optional<double> bindingness{};
        std::optional<Method> rule{};
        friend bool operator==(Deepening const&, Deepening const&) = default;
    };

    struct Maturity {
        double start = 0.0;
        double growth = Maturing{}.growth;
        double decay = Maturing{}.decay;
        double frankness_gain = Maturing{}.frankness_gain;
        double rounds_saved = Maturing{}.rounds_saved;
        std::vector<Deepening> deepen{};
        friend bool operator==(Maturity const&, Maturity const&) = default;
    };

    struct Ratification {
        Duration delay{.count = 12};
        double shock = parley::Ratification{}.shock;
        friend bool operator==(Ratification const&, Ratification const&) = default;
    };

    /// How a forum works, whoever its members are.
    struct Proceedings {
        std::string about{};
        Selection agenda{};
        Scope scope = Scope::package;
        Method rule{.name = "unanimity"};
        Method protocol{.name = "alternating_offers"};
        int rounds = 20;
        Duration meets{.count = 12};
        Month opens{};
        std::optional<Month> closes{};
        double frankness = 0.3;
        double bindingness = 0.3;
        std::optional<Duration> term{};
        bool caucus = false;
        std::optional<Maturity> maturity{};
        std::string secretariat{};  ///< "": none
        std::optional<Ratification> ratification{};
        std::optional<double> sanction{};
        friend bool operator==(Proceedings const&, Proceedings const&) = default;
    };

    struct Forum {
        std::string id;
        std::string name{};
        Level level = Level::regional;
        Selection members{};
        Proceedings proceedings{};
        friend bool operator==(Forum const&, Forum const&) = default;
    };

    /// The pairs of states between which enough people have moved.
    struct Corridors {
        double minimum_stock = 0.0;
        friend bool operator==(Corridors const&, Corridors const&) = default;
    };

    /// Forums of two members each, generated: every pair across two groups, these pairs, or those
    /// of corridors.
    struct Bilateral {
        std::vector<std::vector<std::string>> between{};
        std::vector<std::vector<std::string>> pairs{};
        std::optional<Corridors> corridors{};
        Proceedings proceedings{};
        friend bool operator==(Bilateral const&, Bilateral const&) = default;
    };

    struct Routing : parley::Routing::Params {
        bool outside_option = false;
        friend bool operator==(Routing const& a, Routing const& b)
        {
            return std::tie(a.policy, a.coverage, a.patience, a.outside_option) ==
                   std::tie(b.policy, b.coverage, b.patience, b.outside_option);
        }
    };

    struct Override {
        std::string state{};
        std::string issue{};
        std::optional<double> ideal{};
        std::optional<double> salience{};
        double weight = 1.0;
        std::string reason{};
        friend bool operator==(Override const&, Override const&) = default;
    };

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
        using What = std::variant<std::monostate, FlowShock, ProfileChange, SelfImageChange,
                                  Outlook, Override, Attention, Accession, Withdrawal, AgendaChange,
                                  Opening, Funding>;
        std::optional<Month> at{};
        std::optional<double> hazard{};
        std::string about{};
        What what{};
        friend bool operator==(Event const&, Event const&) = default;
    };

    struct Record {
        enum class Sessions { all, multilateral, none };
        Duration every{.count = 1, .unit = Duration::Unit::ticks};
        Sessions sessions = Sessions::all;
        friend bool operator==(Record const&, Record const&) = default;
    };

    int version = 1;
    std::string name{};
    std::string about{};
    std::vector<std::string> sources{};
    Time time{};
    std::uint64_t seed = 1;
    int replicates = 1;
    Interests interests{};
    Discussion discussion{};
    Migration migration{};
    std::optional<Capacity> capacity{};
    Aid aid{};
    Implementation implementation{};
    std::vector<State> states{};
    std::vector<Flow> flows{};
    std::vector<Route> routes{};
    std::vector<Issue> issues{};
    std::vector<Organisation> organisations{};
    std::vector<Forum> forums{};
    std::optional<Bilateral> bilateral{};
    Routing routing{};
    std::vector<Override> overrides{};
    std::vector<Event> events{};
    Record record{};

    friend bool operator==(Scenario const&, Scenario const&) = default;
};

}  // namespace parley
