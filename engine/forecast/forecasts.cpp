#include "forecast/forecasts.hpp"

#include "document/mistake.hpp"
#include "negotiation/catalogue.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

namespace parley {

namespace {

using Index = Eigen::Index;

auto constexpr no_status_quo = "without_status_quo";
auto constexpr off_scale = "beyond_0_to_100";

/// Bargains over tables by one protocol.
class Bargain {
  public:
    Bargain(written::Method const& protocol, written::Method const& rule,
            ForecastSettings const& settings)
        : entry_{*find_protocol(protocol.name)},
          rule_{rule},
          rule_entry_{*find_rule(rule.name)},
          settings_{settings},
          packages_{settings.packages || protocol.name == "exchange"}
    {
        try {
            protocol_ = entry_.make(protocol.values);
        } catch (std::invalid_argument const& error) {
            give_up_on(fmt::format("--protocol {}", protocol.name), "it cannot be used so",
                       error.what());
        }
    }

    [[nodiscard]] bool needs_status_quo() const { return entry_.needs_reservation; }
    [[nodiscard]] bool takes_packages() const { return packages_; }

    /// What comes of a table, a forecast for each issue.
    [[nodiscard]] std::vector<Forecast> operator()(Dossier const& dossier) const;

  private:
    [[nodiscard]] DecisionRule rule_for(Positions const& positions) const;

    ProtocolEntry const& entry_;
    written::Method const& rule_;
    RuleEntry const& rule_entry_;
    ForecastSettings const& settings_;
    bool packages_;
    Protocol protocol_{};
};

DecisionRule Bargain::rule_for(Positions const& positions) const
{
    return rule_entry_.make(rule_.values,
                            {{"members", std::vector<double>(positions.actors.size(), 1.0)},
                             {"power", {positions.power.begin(), positions.power.end()}}});
}

std::vector<Forecast> Bargain::operator()(Dossier const& dossier) const
{
    Table table = table_of(dossier.positions, settings_.price);
    table.deadline = settings_.deadline;
    table.mediation = settings_.mediation;
    table.rule = rule_for(dossier.positions);
    std::string name = dossier.name;
    if (dossier.issues() == 1) {
        name += '\n' + dossier.positions.issues.front();
    }
    RandomStream random{settings_.seed, "negotiation", {.entity = hash_name(name)}};
    Outcome const outcome = protocol_(table, random, Trace::none);
    std::vector<Forecast> forecasts;
    for (Index k = 0; k < table.issues(); ++k) {
        bool const known = outcome.chances.size() > 0 && outcome.chances.sum() > 0.0;
        forecasts.push_back(
            {outcome.terms(k), known ? distribution_of(table.declared.col(k), outcome.chances)
                                     : point_at(outcome.terms(k))});
    }
    return forecasts;
}

/// A dossier with some of its issues only.
Dossier with_only(Dossier const& dossier, std::vector<Index> const& issues)
{
    Dossier part = dossier;
    Positions const& from = dossier.positions;
    Positions& to = part.positions;
    to.issues.clear();
    part.kinds.clear();
    for (Index const k : issues) {
        to.issues.push_back(from.issues[static_cast<std::size_t>(k)]);
        part.kinds.push_back(dossier.kinds[static_cast<std::size_t>(k)]);
    }
    to.position = from.position(Eigen::all, issues);
    to.salience = from.salience(Eigen::all, issues);
    to.red_line = from.red_line(Eigen::all, issues);
    to.transfer = from.transfer(Eigen::all, issues);
    to.status_quo = from.status_quo(issues);
    part.outcome = dossier.outcome(issues);
    part.emphasis = Matrix{};
    return part;
}

/// Bargains over one table and keeps what comes of it, or why nothing does.
void bargain_over(Dossier const& table, std::vector<std::size_t> const& slots,
                  Bargain const& bargain, Forecasts& forecasts)
{
    try {
        auto const found = bargain(table);
        for (std::size_t k = 0; k < slots.size(); ++k) {
            forecasts.by_issue[slots[k]] = found[k];
        }
    } catch (std::invalid_argument const& error) {
        for (std::size_t k = 0; k < slots.size(); ++k) {
            forecasts.leave_out(error.what());
        }
    }
}

}  // namespace

std::vector<Issue> issues_of(Dossiers const& dossiers)
{
    std::vector<Issue> issues;
    for (std::size_t d = 0; d < dossiers.all.size(); ++d) {
        for (Index k = 0; k < dossiers.all[d].issues(); ++k) {
            issues.push_back({d, k, issue_alone(dossiers.all[d], k)});
        }
    }
    return issues;
}

Forecasts forecasts_by(written::Method const& protocol, written::Method const& rule,
                       Dossiers const& dossiers, std::vector<Issue> const& issues,
                       ForecastSettings const& settings)
{
    Forecasts forecasts{.protocol = protocol.name};
    forecasts.by_issue.resize(issues.size());
    Bargain const bargain{protocol, rule, settings};
    for (std::size_t first = 0; first < issues.size();) {
        std::vector<Index> together;
        std::vector<std::size_t> slots;
        auto const dossier = issues[first].dossier;
        std::size_t next = first;
        for (; next < issues.size() && issues[next].dossier == dossier &&
               (bargain.takes_packages() || next == first);
             ++next) {
            bool const known = !std::isnan(issues[next].alone.positions.status_quo(0)) ||
                               issues[next].alone.positions.reservation.allFinite();
            if (known || !bargain.needs_status_quo()) {
                together.push_back(issues[next].number);
                slots.push_back(next);
            } else {
                forecasts.leave_out(no_status_quo);
            }
        }
        if (bargain.takes_packages() && !slots.empty()) {
            bargain_over(with_only(dossiers.all[dossier], together), slots, bargain, forecasts);
        } else if (!slots.empty()) {
            bargain_over(issues[first].alone, slots, bargain, forecasts);
        }
        first = next;
    }
    return forecasts;
}

Forecasts forecasts_by(SettlementWeights const& weights, std::vector<Issue> const& issues)
{
    Forecasts forecasts{.protocol = "settlement"};
    forecasts.by_issue.resize(issues.size());
    for (std::size_t i = 0; i < issues.size(); ++i) {
        if (!is_on_settlement_scale(issues[i].alone)) {
            forecasts.leave_out(off_scale);
            continue;
        }
        auto distribution = settlement(issues[i].alone, weights);
        double const median = distribution.median();
        forecasts.by_issue[i] = {median, std::move(distribution)};
    }
    return forecasts;
}

OutOfFold::OutOfFold(std::vector<Issue> const& issues, std::vector<std::string> parts,
                     std::vector<std::string> kind, std::vector<std::size_t> fold)
    : parts_{std::move(parts)}, kind_{std::move(kind)}, fold_{std::move(fold)}
{
    for (Issue const& issue : issues) {
        bool const on_scale = is_on_settlement_scale(issue.alone);
        cases_.push_back(on_scale ? std::optional{SettlementCase{
                                        chances_of_parts(issue.alone, parts_),
                                        issue.alone.outcome(0), issue.alone.kinds.front()}}
                                  : std::nullopt);
    }
}

Forecasts OutOfFold::operator()(std::string name, Vector const& outcomes) const
{
    Forecasts forecasts{.protocol = std::move(name)};
    forecasts.by_issue.resize(cases_.size());
    auto cases = cases_;
    std::size_t folds = 0;
    for (std::size_t i = 0; i < cases.size(); ++i) {
        if (cases[i]) {
            cases[i]->outcome = outcomes(static_cast<Index>(i));
        } else {
            forecasts.leave_out(off_scale);
        }
        folds = std::max(folds, fold_[i] + 1);
    }
    for (std::size_t f = 0; f < folds; ++f) {
        std::vector<SettlementCase const*> others;
        for (std::size_t i = 0; i < cases.size(); ++i) {
            if (cases[i] && fold_[i] != f && !std::isnan(cases[i]->outcome)) {
                others.push_back(&*cases[i]);
            }
        }
        if (others.empty()) {
            continue;
        }
        auto const weights = fit_settlement(others, parts_, kind_);
        for (std::size_t i = 0; i < cases.size(); ++i) {
            if (cases[i] && fold_[i] == f) {
                auto distribution = settlement(cases[i]->parts, cases[i]->kind, weights);
                double const median = distribution.median();
                forecasts.by_issue[i] = {median, std::move(distribution)};
            }
        }
    }
    return forecasts;
}

}  // namespace parley
