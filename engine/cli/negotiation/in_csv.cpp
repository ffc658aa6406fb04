#include "cli/csv_field.hpp"
#include "cli/negotiation/negotiation.hpp"

#include <fmt/format.h>

#include <cmath>
#include <iterator>
#include <optional>
#include <string_view>

namespace parley {
namespace {

using Index = Eigen::Index;

/// Writes what came of one protocol, a value a row.
class Rows {
  public:
    Rows(Negotiation const& negotiation, Bargaining const& talks, std::string& text)
        : negotiation_{negotiation}, talks_{talks}, text_{text}
    {
    }

    void write();

  private:
    /// Where a value belongs; -1: to none.
    struct Place {
        int round = -1;
        Index actor = -1;
        Index issue = -1;
    };

    /// NaN is left out, since it stands for what there is not.
    void row(std::string_view quantity, Place place, double value)
    {
        if (!std::isnan(value)) {
            line(quantity, place, fmt::format("{}", value));
        }
    }

    void line(std::string_view quantity, Place place, std::string_view value)
    {
        auto const& [actors, issues] =
            std::tie(negotiation_.positions.actors, negotiation_.positions.issues);
        auto const name = [](std::vector<std::string> const& names, Index index) {
            return index < 0 ? "" : csv_text(names[static_cast<std::size_t>(index)]);
        };
        bool const refused = !talks_.refusal.empty();
        fmt::format_to(std::back_inserter(text_), "{},{},{},{},{},{},{},{}\n", talks_.protocol,
                       refused ? "refused" : to_string(talks_.outcome.status),
                       refused ? "" : std::to_string(talks_.outcome.rounds), quantity,
                       place.round < 0 ? "" : std::to_string(place.round),
                       name(actors, place.actor), name(issues, place.issue), value);
    }

    void by_issue(std::string_view quantity, Vector const& values, int round = -1)
    {
        for (Index k = 0; k < values.size(); ++k) {
            row(quantity, {.round = round, .issue = k}, values(k));
        }
    }

    void by_actor_and_issue(std::string_view quantity, Matrix const& values, int round)
    {
        for (Index i = 0; i < values.rows(); ++i) {
            for (Index k = 0; k < values.cols(); ++k) {
                row(quantity, {round, i, k}, values(i, k));
            }
        }
    }

    void write_nearest();
    void write_price();
    void write_actors();
    void write_rounds();

    Negotiation const& negotiation_;
    Bargaining const& talks_;
    std::string& text_;
};

void Rows::write_nearest()
{
    if (!talks_.nearest) {
        return;
    }
    row("least_gain", {}, talks_.nearest->least_gain);
    by_issue("nearest_terms", talks_.nearest->terms);
    if (talks_.nearest->all_but) {
        row("all_but", {.actor = *talks_.nearest->all_but}, talks_.nearest->lost);
        by_issue("terms_of_others", talks_.nearest->terms_of_others);
    }
}

void Rows::write_price()
{
    if (!talks_.price) {
        return;
    }
    Price const& price = *talks_.price;
    row("price", {}, price.amount());
    row("affordable", {}, price.affordable());
    by_issue("price_terms", price.terms);
    by_issue("price_terms_if_alike", price.terms_if_alike);
    for (Index i = 0; price.opens() && i < price.lacking.size(); ++i) {
        row("price_transfer", {.actor = i}, price.transfers()(i));
    }
}

void Rows::write_actors()
{
    Table const& table = negotiation_.table;
    Outcome const& outcome = talks_.outcome;
    for (Index i = 0; i < table.members(); ++i) {
        auto const slot = static_cast<std::size_t>(i);
        row("payoff", {.actor = i}, table.payoff(i, outcome.terms));
        if (std::isfinite(table.reservation(i))) {
            row("reservation_value", {.actor = i}, table.reservation(i));
        }
        row("signatory", {.actor = i}, outcome.signatories[slot] != 0 ? 1 : 0);
        row("consenting", {.actor = i}, outcome.consenting[slot] != 0 ? 1 : 0);
        if (!outcome.abstaining.empty()) {
            row("abstaining", {.actor = i}, outcome.abstains(slot) ? 1 : 0);
        }
    }
    for (Index i = 0; i < outcome.chances.size(); ++i) {
        row("chance", {.actor = i}, outcome.chances(i));
    }
    std::string_view const how = outcome.status == Status::agreed ? "objects" : "blocked_by";
    for (Block const& block : talks_.against) {
        row(fmt::format("{}.{}", how, to_string(block.reason)),
            {.actor = block.member, .issue = block.issue}, block.shortfall);
    }
}

void Rows::write_rounds()
{
    for (ToldRound const& told : rounds_of(negotiation_, talks_)) {
        by_actor_and_issue("position", told.position, told.round);
        if (told.standing != nullptr) {
            by_actor_and_issue("risk", told.standing->risk, told.round);
            by_issue("median", told.standing->median, told.round);
            by_issue("mean", told.standing->mean, told.round);
        }
        for (Move const* move : told.moves) {
            auto const kind = fmt::format("move.{}", to_string(move->kind));
            for (Index k = 0; k < move->terms.size(); ++k) {
                row(kind, {told.round, move->member, k}, move->terms(k));
            }
        }
    }
}

void Rows::write()
{
    if (!talks_.refusal.empty()) {
        line("refused_because", {}, csv_text(talks_.refusal));
        return;
    }
    by_issue("terms", talks_.outcome.terms);
    by_issue("status_quo", negotiation_.positions.status_quo);
    by_issue("nash", negotiation_.points.nash);
    by_issue("kalai_smorodinsky", negotiation_.points.kalai_smorodinsky);
    by_issue("egalitarian", negotiation_.points.egalitarian);
    by_issue("utilitarian", negotiation_.points.utilitarian);
    row("pareto_gap", {}, talks_.metrics.pareto_gap);
    row("nash_distance", {}, talks_.metrics.nash_distance);
    row("surplus_share", {}, talks_.metrics.surplus_share);
    write_nearest();
    write_price();
    write_actors();
    write_rounds();
}

}  // namespace

std::string in_csv(Negotiation const& negotiation)
{
    std::string text = "protocol,status,rounds,quantity,round,actor,issue,value\n";
    for (Bargaining const& talks : negotiation.talks) {
        Rows{negotiation, talks, text}.write();
    }
    return text;
}

}  // namespace parley
