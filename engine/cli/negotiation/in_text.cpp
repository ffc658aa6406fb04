#include "cli/negotiation/negotiation.hpp"
#include "cli/negotiation/wording.hpp"
#include "cli/text_table.hpp"
#include "output/dollars.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <map>
#include <string_view>
#include <tuple>
#include <utility>

namespace parley {
namespace {

using Index = Eigen::Index;
using Align = TextTable::Align;

std::array<std::pair<std::string_view, Vector ReferencePoints::*>, 4> constexpr known_points{{
    {"Nash", &ReferencePoints::nash},
    {"Kalai-Smorodinsky", &ReferencePoints::kalai_smorodinsky},
    {"egalitarian", &ReferencePoints::egalitarian},
    {"utilitarian", &ReferencePoints::utilitarian},
}};

/// More actors than this are not told one by one.
Index constexpr most_told = 40;

std::string heading(std::string_view what)
{
    return fmt::format("\n{}\n\n", what);
}

TextTable::Column right(std::string_view title)
{
    return {std::string{title}, Align::right};
}

/// Where the actors stand on an issue when there are too many to tell: least, median, most.
std::array<std::string, 3> spread(Vector const& position)
{
    std::vector<double> known;
    std::ranges::copy_if(position, std::back_inserter(known), [](double x) { return x == x; });
    std::ranges::sort(known);
    return {number(known.front()), number(known[(known.size() - 1) / 2]), number(known.back())};
}

/// Issues down; terms and what everybody wants across.
std::string terms_table(Negotiation const& negotiation, Outcome const& outcome)
{
    Positions const& positions = negotiation.positions;
    Index const n = std::ssize(positions.actors);
    std::vector<TextTable::Column> columns{{"issue"}, right("terms"), right("status quo")};
    if (n > most_told) {
        columns.insert(columns.end(), {right("least"), right("median"), right("most")});
    } else {
        for (auto const& actor : positions.actors) {
            columns.push_back(right(actor));
        }
    }
    TextTable table{columns};
    for (Index k = 0; k < std::ssize(positions.issues); ++k) {
        std::vector<std::string> cells{positions.issues[static_cast<std::size_t>(k)],
                                       number(outcome.terms(k)), number(positions.status_quo(k))};
        if (n > most_told) {
            std::ranges::copy(spread(positions.position.col(k)), std::back_inserter(cells));
        } else {
            for (Index i = 0; i < n; ++i) {
                cells.push_back(number(positions.position(i, k)));
            }
        }
        table.add(std::move(cells));
    }
    return table.text_in_panels(3);
}

std::string actors_table(Negotiation const& negotiation, Bargaining const& talks)
{
    Table const& table = negotiation.table;
    Reasons const reasons{negotiation, talks};
    bool const has_chances = talks.outcome.chances.size() > 0;
    std::vector<TextTable::Column> columns{{"actor"},
                                           right("power"),
                                           right("payoff of terms"),
                                           right("without agreement"),
                                           right("gain")};
    if (has_chances) {
        columns.push_back(right("chance"));
    }
    columns.push_back({"verdict"});
    TextTable text{std::move(columns)};
    Index told = 0;
    for (Index i = 0; i < table.members() && told < most_told; ++i) {
        bool const content = talks.outcome.consenting[static_cast<std::size_t>(i)] != 0;
        if (table.members() > most_told && content) {
            continue;
        }
        double const payoff = table.payoff(i, talks.outcome.terms);
        double const otherwise = table.reservation(i);
        std::vector<std::string> cells{negotiation.positions.actors[static_cast<std::size_t>(i)],
                                       number(table.power(i)), number(payoff),
                                       std::isfinite(otherwise) ? number(otherwise) : "-",
                                       std::isfinite(otherwise) ? number(payoff - otherwise) : "-"};
        if (has_chances) {
            cells.push_back(number(talks.outcome.chances(i)));
        }
        cells.push_back(reasons.verdict(i));
        text.add(std::move(cells));
        ++told;
    }
    auto const rest = table.members() - told;
    return (told > 0 ? text.text() : "") +
           (rest > 0 ? fmt::format("  {} {}: see --format csv\n", rest,
                                   told > 0 ? "more" : "actors, all in favour")
                     : "");
}

/// Which different proposals are equally likely, where the terms are no choice between them; "".
std::string tie_in_words(Negotiation const& negotiation, Bargaining const& talks)
{
    Vector const& chances = talks.outcome.chances;
    Matrix const& declared = negotiation.table.declared;
    std::map<std::vector<double>, double> by_proposal;
    for (Index i = 0; i < chances.size(); ++i) {
        std::vector<double> const proposal(declared.row(i).begin(), declared.row(i).end());
        by_proposal[proposal] += chances(i);
    }
    double most = 0.0;
    for (auto const& [proposal, chance] : by_proposal) {
        most = std::max(most, chance);
    }
    auto const tied = std::ranges::count_if(
        by_proposal, [&](auto const& each) { return each.second >= most - 1e-9; });
    return tied > 1 ? fmt::format("\n  A tie: {} proposals are equally likely, with chance {}.\n",
                                  tied, number(most))
                    : "";
}

std::string metrics_lines(OutcomeMetrics const& metrics)
{
    std::string text;
    auto const add = [&](std::string_view what, double value) {
        text += fmt::format("  {:<66}  {}\n", what, number(value));
    };
    add("gain that all could still have at once; 0 on the Pareto frontier", metrics.pareto_gap);
    add("distance from the Nash solution, in payoffs", metrics.nash_distance);
    add("sum of gains as a share of that at the Nash solution", metrics.surplus_share);
    return text;
}

std::string points_table(Negotiation const& negotiation, Vector const& terms)
{
    std::vector<TextTable::Column> columns{{"issue"}, right("terms")};
    for (auto const& [name, point] : known_points) {
        if ((negotiation.points.*point).size() > 0) {
            columns.push_back(right(name));
        }
    }
    TextTable table{columns};
    for (Index k = 0; k < terms.size(); ++k) {
        std::vector<std::string> cells{negotiation.positions.issues[static_cast<std::size_t>(k)],
                                       number(terms(k))};
        for (auto const& [name, point] : known_points) {
            if (Vector const& solution = negotiation.points.*point; solution.size() > 0) {
                cells.push_back(number(solution(k)));
            }
        }
        table.add(std::move(cells));
    }
    return table.text();
}

/// How near a breakdown was, or "" where that is not known.
std::string nearness_in_words(Negotiation const& negotiation, Bargaining const& talks)
{
    if (!talks.nearest) {
        return "";
    }
    NearestTerms const& nearest = *talks.nearest;
    std::string text = heading("How near it was");
    if (nearest.all_could_gain()) {
        text +=
            "  All could have gained at the nearest terms: time, the rule or the way of "
            "bargaining\n  kept them from it.\n\n";
    } else if (nearest.all_but) {
        text += fmt::format(
            "  All but {} could have gained, at the terms of the others; it would lose {}.\n\n",
            negotiation.positions.actors[static_cast<std::size_t>(*nearest.all_but)],
            number(nearest.lost));
    } else {
        text += nearest.least_gain < -1e-9
                    ? fmt::format(
                          "  No terms give all a gain: at the nearest ones somebody loses {} "
                          "of its stake.\n\n",
                          number(-nearest.least_gain))
                    : "  No terms give all a gain; at the nearest ones nobody loses.\n\n";
    }
    std::vector<TextTable::Column> columns{{"issue"}, right("nearest terms")};
    if (nearest.all_but) {
        columns.push_back(right("of the others"));
    }
    TextTable table{columns};
    for (Index k = 0; k < nearest.terms.size(); ++k) {
        std::vector<std::string> cells{negotiation.positions.issues[static_cast<std::size_t>(k)],
                                       number(nearest.terms(k))};
        if (nearest.all_but) {
            cells.push_back(number(nearest.terms_of_others(k)));
        }
        table.add(std::move(cells));
    }
    return text + table.text();
}

/// What it would take to bring all in, or "" where that is not known.
std::string price_in_words(Negotiation const& negotiation, Bargaining const& talks)
{
    if (!talks.price) {
        return "";
    }
    Price const& price = *talks.price;
    std::string text = heading("What it would take");
    if (!price.opens()) {
        return text + "  No money could bring all in: together they would lose.\n";
    }
    text += fmt::format(
        "  {} a year, from actors who gain and could pay {}, at these terms\n"
        "  (in brackets: with a unit of payoff worth the same to all)\n\n",
        dollars(price.amount()), dollars(price.affordable()));
    TextTable terms{{{"issue"}, right("terms"), {""}}};
    for (Index k = 0; k < price.terms.size(); ++k) {
        terms.add({negotiation.positions.issues[static_cast<std::size_t>(k)],
                   number(price.terms(k)), fmt::format("({})", number(price.terms_if_alike(k)))});
    }
    TextTable transfers{{{"actor"}, right("gets a year")}};
    for (Index i = 0; i < price.lacking.size() && i < most_told; ++i) {
        transfers.add({negotiation.positions.actors[static_cast<std::size_t>(i)],
                       dollars(price.transfers()(i))});
    }
    return text + terms.text() + "\n" + transfers.text();
}

std::string told_alone(Negotiation const& negotiation, Bargaining const& talks)
{
    Outcome const& outcome = talks.outcome;
    std::string text = fmt::format("{}\n", result_in_words(outcome));
    bool const agreed = outcome.status == Status::agreed;
    text += heading(agreed ? "Terms, beside what the actors want"
                           : "Where the table was left, beside what the actors want");
    text += terms_table(negotiation, outcome);
    text += heading("The actors") + actors_table(negotiation, talks);
    text += tie_in_words(negotiation, talks);
    text += nearness_in_words(negotiation, talks);
    text += price_in_words(negotiation, talks);
    text += heading("How good the terms are") + metrics_lines(talks.metrics);
    text += heading("Points to compare with") + points_table(negotiation, outcome.terms);
    return text + rounds_in_text(negotiation, talks);
}

std::string comparison(Negotiation const& negotiation)
{
    TextTable table{{{"protocol"},
                     {"status"},
                     right("rounds"),
                     right("in favour"),
                     right("gain left"),
                     right("from Nash"),
                     right("surplus share")}};
    std::map<std::string, std::vector<std::string>> refusals;  // by reason
    for (Bargaining const& talks : negotiation.talks) {
        if (!talks.refusal.empty()) {
            table.add({talks.protocol, "refused"});
            refusals[talks.refusal].push_back(talks.protocol);
            continue;
        }
        Outcome const& outcome = talks.outcome;
        table.add({talks.protocol, status_in_words(outcome.status), std::to_string(outcome.rounds),
                   fmt::format("{} of {}", std::ranges::count(outcome.consenting, char{1}),
                               outcome.consenting.size()),
                   number(talks.metrics.pareto_gap), number(talks.metrics.nash_distance),
                   number(talks.metrics.surplus_share)});
    }
    std::string refused = refusals.empty() ? "" : heading("Refused, and why");
    for (auto const& [why, protocols] : refusals) {
        refused += fmt::format("  {}:\n  {}\n", fmt::join(protocols, ", "), why);
    }
    return heading(
               "Results (gain left: that all could still have at once; from Nash: distance "
               "from\nthe Nash solution in payoffs; surplus share: sum of gains as a share of "
               "its)") +
           table.text() + refused;
}

std::string terms_compared(Negotiation const& negotiation)
{
    std::vector<TextTable::Column> columns{{"protocol"}};
    for (auto const& issue : negotiation.positions.issues) {
        columns.push_back(right(issue));
    }
    TextTable table{columns};
    auto const add = [&](std::string_view name, Vector const& terms, bool agreed) {
        std::vector<std::string> cells{std::string{name}};
        for (double const x : terms) {
            cells.push_back(agreed || std::isnan(x) ? number(x) : fmt::format("({})", number(x)));
        }
        if (terms.size() > 0) {
            table.add(std::move(cells));
        }
    };
    add("status quo", negotiation.positions.status_quo, true);
    for (Bargaining const& talks : negotiation.talks) {
        add(talks.protocol, talks.outcome.terms, talks.outcome.status == Status::agreed);
    }
    for (auto const& [name, point] : known_points) {
        add(name, negotiation.points.*point, true);
    }
    return heading("Terms (in brackets: where the table was left without agreement)") +
           table.text_in_panels(1);
}

}  // namespace

std::string in_text(Negotiation const& negotiation)
{
    bool const alone = negotiation.talks.size() == 1;
    auto const& [actors, issues] =
        std::tie(negotiation.positions.actors, negotiation.positions.issues);
    std::string text = fmt::format(
        "{} under {}: {} {}, {} {}\n", alone ? negotiation.talks[0].protocol : "All protocols",
        negotiation.rule, actors.size(), actors.size() == 1 ? "actor" : "actors", issues.size(),
        issues.size() == 1 ? "issue" : "issues");
    if (alone) {
        return text + told_alone(negotiation, negotiation.talks[0]);
    }
    text += comparison(negotiation) + terms_compared(negotiation);
    for (Bargaining const& talks : negotiation.talks) {
        text += negotiation.traced ? rounds_in_text(negotiation, talks) : "";
    }
    return text;
}

}  // namespace parley
