#include "negotiation/catalogue.hpp"

#include "negotiation/additions.hpp"
#include "negotiation/protocols/alternating_offers.hpp"
#include "negotiation/protocols/challenge.hpp"
#include "negotiation/protocols/compromise.hpp"
#include "negotiation/protocols/condorcet.hpp"
#include "negotiation/protocols/exchange.hpp"
#include "negotiation/protocols/nash_bargaining.hpp"
#include "negotiation/protocols/opt_in.hpp"
#include "negotiation/protocols/single_text.hpp"
#include "negotiation/protocols/zeuthen.hpp"

#include <algorithm>
#include <array>
#include <deque>
#include <stdexcept>
#include <string>
#include <utility>

namespace parley {
namespace {

constexpr double most_weight = 1e6;  // of a tactic

std::size_t& times_added()
{
    static std::size_t times = 0;
    return times;
}

/// The tactics that a program has added.
std::vector<AddedTactic>& added_tactics()
{
    static std::vector<AddedTactic> tactics;
    return tactics;
}

std::string parameter_of(AddedTactic const& tactic)
{
    return std::string{"tactics."}.append(tactic.name);
}

Protocol make_alternating_offers(ParameterValues const& values)
{
    AlternatingOffers::Params params;
    params.boulware = value_of(values, "tactics.boulware", 0.0);
    params.linear = value_of(values, "tactics.linear", 0.0);
    params.conceder = value_of(values, "tactics.conceder", 0.0);
    params.tit_for_tat = value_of(values, "tactics.tit_for_tat", 0.0);
    params.boulware_beta = value_of(values, "boulware_beta", params.boulware_beta);
    params.conceder_beta = value_of(values, "conceder_beta", params.conceder_beta);
    for (AddedTactic const& tactic : added_tactics()) {
        if (double const weight = value_of(values, parameter_of(tactic), 0.0); weight > 0.0) {
            params.added.push_back({weight, tactic.conceded});
        }
    }
    if (params.boulware + params.linear + params.conceder + params.tit_for_tat == 0.0 &&
        params.added.empty()) {
        params.linear = 1.0;
    }
    return OptIn{AlternatingOffers{std::move(params)}};
}

Protocol make_challenge(ParameterValues const& values)
{
    Challenge::Params params;
    if (value_of(values, "denominator", 0.0) != 0.0) {
        params.denominator = Challenge::Denominator::dyad;
    }
    if (value_of(values, "choice", 0.0) != 0.0) {
        params.choice = Challenge::Choice::least_move;
    }
    params.rounds = static_cast<int>(value_of(values, "rounds", params.rounds));
    return OptIn{Challenge{params}};
}

Protocol make_compromise(ParameterValues const& values)
{
    return OptIn{Compromise{{.weighted_median = value_of(values, "mean", 0.0) != 0.0}}};
}

Protocol make_condorcet(ParameterValues const& values)
{
    static constexpr std::array votings{Condorcet::Voting::binary, Condorcet::Voting::proportional,
                                        Condorcet::Voting::cubic, Condorcet::Voting::mixed};
    static constexpr std::array sharpnesses{1, 2, 4};
    auto const choice = [&](std::string_view name) {
        return static_cast<std::size_t>(value_of(values, name, 1.0));
    };
    Condorcet::Params params{.voting = votings.at(choice("voting")),
                             .sharpness = sharpnesses.at(choice("sharpness"))};
    if (value_of(values, "losses", 0.0) != 0.0) {
        params.losses = Condorcet::Losses::linear;
    }
    static constexpr std::array elections{Condorcet::Election::all_duels,
                                          Condorcet::Election::random_challenges,
                                          Condorcet::Election::likely_challenges};
    params.election = elections.at(static_cast<std::size_t>(value_of(values, "election", 0.0)));
    if (value_of(values, "ties", 0.0) != 0.0) {
        params.ties = Condorcet::Ties::nearest;
    }
    return OptIn{Condorcet{params}};
}

Protocol make_exchange(ParameterValues const& values)
{
    Exchange::Params params;
    params.rounds = static_cast<int>(value_of(values, "rounds", params.rounds));
    return OptIn{Exchange{params}};
}

Protocol make_nash_bargaining(ParameterValues const&)
{
    return OptIn{NashBargaining{}};
}

Protocol make_single_text(ParameterValues const& values)
{
    SingleText::Params params;
    params.annealing = value_of(values, "members", 0.0) != 0.0;
    params.temperature = value_of(values, "temperature", params.temperature);
    params.proposals = static_cast<int>(value_of(values, "proposals", params.proposals));
    return OptIn{SingleText{params}};
}

Protocol make_zeuthen(ParameterValues const& values)
{
    return OptIn{Zeuthen{{.step = value_of(values, "step", Zeuthen::Params{}.step)}}};
}

std::vector<Parameter> parameters_of_alternating_offers()
{
    AlternatingOffers::Params const defaults;
    return {
        {.name = "tactics.boulware",
         .about =
             "weight of the Boulware tactic: firm until late; without any weight all are linear",
         .maximum = most_weight},
        {.name = "tactics.linear", .about = "weight of conceding steadily", .maximum = most_weight},
        {.name = "tactics.conceder",
         .about = "weight of the conceder tactic: yielding early",
         .maximum = most_weight},
        {.name = "tactics.tit_for_tat",
         .about = "weight of conceding as much as the others have since the last turn",
         .maximum = most_weight},
        {.name = "boulware_beta",
         .about = "how the Boulware tactic concedes: range x time^(1 / beta), beta below 1",
         .default_value = defaults.boulware_beta,
         .minimum_excluded = true,
         .maximum_excluded = true},
        {.name = "conceder_beta",
         .about = "how the conceder tactic concedes: range x time^(1 / beta), beta above 1",
         .default_value = defaults.conceder_beta,
         .minimum = 1.0,
         .maximum = 1000.0,
         .minimum_excluded = true},
    };
}

std::vector<Parameter> parameters_of_challenge()
{
    return {
        {.name = "variant", .about = "whose reading of the model", .choices = {"scholz2011"}},
        {.name = "denominator",
         .about = "what a member's chance against another is a share of: the votes between all "
                  "pairs of positions, or between the two",
         .choices = {"all_pairs", "dyad"}},
        {.name = "choice",
         .about = "which of several compromises a member takes: the lowest as published, or the "
                  "nearest",
         .choices = {"least_position", "least_move"}},
        {.name = "rounds",
         .about = "rounds played, also when nothing moves",
         .default_value = Challenge::Params{}.rounds,
         .minimum = 1.0,
         .maximum = 1000.0,
         .whole = true},
    };
}

std::vector<Parameter> parameters_of_condorcet()
{
    return {
        {.name = "voting",
         .about =
             "what a member's power counts in a duel: once, by its gain, by the cube of it, or "
             "by the mean of its gain and the most it can gain",
         .default_value = 1.0,
         .maximum = 3.0,
         .choices = {"binary", "proportional", "cubic", "mixed"}},
        {.name = "sharpness",
         .about = "how surely the stronger side wins a duel: as its support, the square or the "
                  "fourth power of it",
         .default_value = 1.0,
         .maximum = 2.0,
         .choices = {"linear", "square", "quartic"}},
        {.name = "losses",
         .about = "how losses grow with the distance from what a member wants",
         .choices = {"quadratic", "linear"}},
        {.name = "election",
         .about = "who carries the day: the proposal that wins all duels, or the favourite as "
                  "challenges follow each other, at random or by what supporters gain",
         .maximum = 2.0,
         .choices = {"all_duels", "random_challenges", "likely_challenges"}},
        {.name = "ties",
         .about = "what is proposed where several are equally likely: their mean, or the one "
                  "nearest to what is in force",
         .choices = {"mean", "nearest"}},
    };
}

std::vector<Parameter> parameters_of_exchange()
{
    return {{.name = "rounds",
             .about = "rounds of exchange; after each, positions follow what was voted",
             .default_value = Exchange::Params{}.rounds,
             .minimum = 1.0,
             .maximum = 1000.0,
             .whole = true}};
}

std::vector<Parameter> parameters_of_single_text()
{
    SingleText::Params const defaults;
    return {
        {.name = "members",
         .about =
             "how members vote on changes: for no loss only, or for small losses, too, at first",
         .choices = {"hill_climbers", "annealers"}},
        {.name = "temperature",
         .about = "loss that annealers risk at first, as a share of what there is to gain for them",
         .default_value = defaults.temperature,
         .maximum = 10.0,
         .minimum_excluded = true},
        {.name = "proposals",
         .about = "proposals of the secretariat in a round",
         .default_value = static_cast<double>(defaults.proposals),
         .minimum = 1.0,
         .maximum = 10000.0,
         .whole = true},
    };
}

std::vector<ProtocolEntry>& protocols()
{
    static std::vector<ProtocolEntry> entries{
        ProtocolEntry{
            .name = "alternating_offers",
            .about = "stacked alternating offers: in turn members accept, replace or leave",
            .parameters = parameters_of_alternating_offers(),
            .make = make_alternating_offers,
            .needs_reservation = true,
            .takes_transfers = true,
            .anonymous = false,
            .keeps_red_lines = true,
            .blind_to_scales = true,
        },
        ProtocolEntry{
            .name = "challenge",
            .about = "expected-utility model: members give way to challenges they believe; the "
                     "medians put to the vote",
            .parameters = parameters_of_challenge(),
            .make = make_challenge,
            .keeps_deadline = false,
        },
        ProtocolEntry{
            .name = "compromise",
            .about = "mean declared position weighted by power and salience, put to the vote",
            .parameters = {{.name = "mean",
                            .about = "which mean of declared positions is proposed",
                            .choices = {"weighted_mean", "weighted_median"}}},
            .make = make_compromise,
            .blind_to_splits = true,
            .blind_to_scales = true,
        },
        ProtocolEntry{
            .name = "condorcet",
            .about = "the members' different positions in duels: the likeliest to win them all put "
                     "to the vote",
            .parameters = parameters_of_condorcet(),
            .make = make_condorcet,
            .blind_to_splits = true,
            .blind_to_scales = true,
        },
        ProtocolEntry{
            .name = "exchange",
            .about = "members exchange positions on pairs of issues at equal gain; the means put "
                     "to the vote",
            .parameters = parameters_of_exchange(),
            .make = make_exchange,
            .keeps_deadline = false,
        },
        ProtocolEntry{
            .name = "nash_bargaining",
            .about = "the Nash bargaining solution weighted by power, computed",
            .parameters = {},
            .make = make_nash_bargaining,
            .needs_reservation = true,
            .takes_transfers = true,
            .takes_options = true,
            .keeps_red_lines = true,
            .blind_to_splits = true,
            .blind_to_scales = true,
            .blind_to_units = true,
        },
        ProtocolEntry{
            .name = "single_text",
            .about = "a secretariat keeps one text and proposes changes; members vote on each",
            .parameters = parameters_of_single_text(),
            .make = make_single_text,
            .needs_reservation = true,
            .takes_transfers = true,
            .takes_options = true,
            .anonymous = false,
            .keeps_red_lines = true,
            .keeps_names = false,
            .blind_to_scales = true,
        },
        ProtocolEntry{
            .name = "zeuthen",
            .about = "monotonic concession: who has the least risk limit gives way",
            .parameters = {{.name = "step",
                            .about = "concession in a round, as a share of a member's range",
                            .default_value = Zeuthen::Params{}.step,
                            .minimum_excluded = true}},
            .make = make_zeuthen,
            .needs_reservation = true,
            .takes_transfers = true,
            .keeps_red_lines = true,
            .keeps_deadline = false,
            .blind_to_scales = true,
        },
    };
    return entries;
}

}  // namespace

double value_of(ParameterValues const& values, std::string_view name, double otherwise)
{
    auto const found = values.find(name);
    return found == values.end() ? otherwise : found->second;
}

std::span<ProtocolEntry const> protocol_catalogue()
{
    return protocols();
}

ProtocolEntry const* find_protocol(std::string_view name)
{
    auto const found = std::ranges::find(protocols(), name, &ProtocolEntry::name);
    return found == protocols().end() ? nullptr : &*found;
}

void add_protocol(ProtocolEntry entry)
{
    if (entry.name.empty() || find_protocol(entry.name) != nullptr || !entry.make) {
        throw std::invalid_argument{
            std::string{"the protocol '"}
                .append(entry.name)
                .append("' has no name, the name of another, or nothing that makes it")};
    }
    protocols().push_back(std::move(entry));
    ++times_added();
}

void add_tactic(AddedTactic tactic)
{
    auto& parameters =
        std::ranges::find(protocols(), "alternating_offers", &ProtocolEntry::name)->parameters;
    static std::deque<std::string> names;  // that parameters are views of
    std::string name = parameter_of(tactic);
    if (tactic.name.empty() || !tactic.conceded ||
        std::ranges::count(parameters, name, &Parameter::name) > 0) {
        throw std::invalid_argument{
            std::string{"the tactic '"}
                .append(tactic.name)
                .append("' has no name, the name of another, or nothing that concedes")};
    }
    std::string_view const kept = names.emplace_back(std::move(name));
    parameters.push_back({.name = kept, .about = tactic.about, .maximum = most_weight});
    added_tactics().push_back(std::move(tactic));
    ++times_added();
}

std::size_t additions()
{
    return times_added();
}

}  // namespace parley
