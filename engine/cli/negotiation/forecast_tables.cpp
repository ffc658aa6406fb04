#include "cli/commands.hpp"
#include "cli/init/shipped_files.hpp"
#include "cli/negotiation/forecast.hpp"
#include "cli/negotiation/positions_file.hpp"
#include "cli/standard_streams.hpp"
#include "forecast/decisions_reader.hpp"
#include "forecast/folds.hpp"
#include "forecast/weights_file.hpp"
#include "output/pending_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>
#include <utility>

namespace parley {
namespace {

auto constexpr settlement_name = "settlement";
auto constexpr past_name = "past";
auto constexpr benchmark = "compromise";
auto constexpr shipped_weights = "data/settlement_weights.csv";

std::size_t constexpr most_bad_told = 20;

Source table_source(std::string const& path)
{
    return source_of(read_file(path, path, Source::Kind::table), path, Source::Kind::table);
}

/// The weights of a file, or those that the program comes with.
SettlementWeights weights_of(std::string const& path)
{
    if (!path.empty()) {
        return read_weights(table_source(path));
    }
    auto const found = std::ranges::find(shipped_files(), shipped_weights, &ShippedFile::path);
    return read_weights(source_of(found->text, std::string{shipped_weights}, Source::Kind::table));
}

/// The names in the first line of a table, as far as they have no commas.
std::set<std::string> first_line(Source const& source)
{
    std::set<std::string> names;
    std::string_view line{source.text};
    line = line.substr(0, line.find('\n'));
    while (!line.empty()) {
        auto const end = std::min(line.find(','), line.size());
        names.emplace(line.substr(0, end));
        line.remove_prefix(std::min(end + 1, line.size()));
    }
    return names;
}

/// Forecasts many tables, step by step.
class ForecastCommand {
  public:
    explicit ForecastCommand(NegotiateOptions const& options)
        : options_{options},
          given_weights_{weights_of(options.weights)},
          parts_{options.parts.empty() ? usual_settlement_parts() : options.parts}
    {
        for (std::string const& part : parts_) {
            if (!is_settlement_part(part)) {
                give_up_on("--parts", fmt::format("{} is no part of a settlement", in_quotes(part)),
                           "", "see --help for its parts");
            }
        }
    }

    void read();
    void fit();
    void forecast();
    void score();
    void print() const;

  private:
    [[nodiscard]] bool is_chosen(std::string_view protocol) const
    {
        return options_.methods.protocol == protocol || options_.methods.protocol == "all";
    }
    [[nodiscard]] bool fits_in_folds() const { return options_.score && options_.weights.empty(); }
    void tell_bad_rows() const;
    void deal_folds();
    void shuffle(Scores const& scores);
    [[nodiscard]] Forecasts const* find(std::string_view protocol) const;

    NegotiateOptions const& options_;
    SettlementWeights given_weights_;
    std::vector<std::string> parts_;
    std::vector<std::string> kind_{};
    ChosenMethods methods_{};
    Forecasting result_{};
    Vector outcomes_{};
    std::vector<std::size_t> group_{};  // [issues]
    std::optional<OutOfFold> settlement_{};
    std::optional<OutOfFold> past_{};
};

void ForecastCommand::read()
{
    auto names = options_.methods;
    if (names.protocol == settlement_name) {
        names.protocol = benchmark;
    }
    methods_ = choose_methods(names);
    if (options_.methods.protocol == settlement_name) {
        methods_.protocols.clear();
    }
    auto const bytes = read_positions_file(options_.positions);
    Source const source = source_of(bytes, options_.positions, Source::Kind::table);
    kind_ = options_.kind;
    if (kind_.empty()) {
        auto const names_there = first_line(source);
        bool const all = std::ranges::all_of(given_weights_.kind, [&](std::string const& name) {
            return names_there.contains(name);
        });
        kind_ = all ? given_weights_.kind : std::vector<std::string>{};
    }
    DecisionColumns const columns{.group = options_.group,
                                  .outcome = options_.outcome,
                                  .issue = options_.issue,
                                  .status_quo = options_.status_quo,
                                  .kind = kind_};
    std::optional<PowerTable> power;
    if (!options_.power.empty()) {
        power = read_power(table_source(options_.power));
    }
    result_.dossiers = options_.layout == "wide" ? read_wide(source, columns, power)
                                                 : read_long(source, columns, power);
    tell_bad_rows();
    result_.file = options_.positions;
    result_.rule = options_.methods.rule;
    result_.seed = options_.seed;
    result_.issues = issues_of(result_.dossiers);
    outcomes_ = Vector(std::ssize(result_.issues));
    for (std::size_t i = 0; i < result_.issues.size(); ++i) {
        double const outcome = result_.issues[i].alone.outcome(0);
        outcomes_(static_cast<Eigen::Index>(i)) = outcome;
        group_.push_back(result_.issues[i].dossier);
        result_.scored += std::isnan(outcome) ? 0 : 1;
    }
    if (result_.scored == 0 && (options_.score || !options_.fit.empty())) {
        give_up_on(options_.positions, "no outcome is known",
                   "they are what is scored and fitted on",
                   "name the column with --outcome COLUMN");
    }
}

void ForecastCommand::tell_bad_rows() const
{
    auto const& bad = result_.dossiers.bad;
    auto const all = bad.by_place();
    for (std::size_t i = 0; i < std::min(most_bad_told, all.size()); ++i) {
        warn("{}\n", one_line(all[i]));
    }
    if (bad.count() > most_bad_told) {
        warn("and {} more\n", bad.count() - most_bad_told);
    }
}

void ForecastCommand::fit()
{
    if (options_.fit.empty()) {
        return;
    }
    std::vector<SettlementCase> cases;
    for (Issue const& issue : result_.issues) {
        if (!std::isnan(issue.alone.outcome(0)) && is_on_settlement_scale(issue.alone)) {
            cases.push_back({chances_of_parts(issue.alone, parts_), issue.alone.outcome(0),
                             issue.alone.kinds.front()});
        }
    }
    if (cases.empty()) {
        give_up_on(options_.positions, "there is no issue to fit on",
                   "a settlement knows scales from 0 to 100", "rescale positions and outcomes");
    }
    std::vector<SettlementCase const*> all;
    all.reserve(cases.size());
    for (SettlementCase const& each : cases) {
        all.push_back(&each);
    }
    given_weights_ = fit_settlement(all, parts_, kind_);
    PendingFile file{options_.fit};
    file.append(to_table(given_weights_));
    file.commit();
    tell("{}: weights of {} parts, fitted on {} issues", options_.fit, parts_.size(), cases.size());
}

void ForecastCommand::forecast()
{
    ForecastSettings const settings{.seed = options_.seed,
                                    .deadline = options_.deadline,
                                    .mediation = options_.mediation,
                                    .price = options_.price,
                                    .packages = options_.scope == "package"};
    if (options_.score && !is_chosen(benchmark)) {
        auto const usual =
            choose_methods({.protocol = benchmark, .rule = options_.methods.rule, .options = {}});
        methods_.protocols.push_back(usual.protocols.front());
    }
    for (auto const& protocol : methods_.protocols) {
        result_.forecasts.push_back(
            forecasts_by(protocol, methods_.rule, result_.dossiers, result_.issues, settings));
    }
    if (fits_in_folds()) {
        deal_folds();
    }
    if (is_chosen(settlement_name)) {
        result_.forecasts.push_back(settlement_ ? (*settlement_)(settlement_name, outcomes_)
                                                : forecasts_by(given_weights_, result_.issues));
    }
    if (past_ && is_chosen(settlement_name)) {
        result_.forecasts.push_back((*past_)(past_name, outcomes_));
    }
}

void ForecastCommand::deal_folds()
{
    std::vector<std::string> groups;
    groups.reserve(result_.dossiers.all.size());
    for (Dossier const& dossier : result_.dossiers.all) {
        groups.push_back(dossier.name);
    }
    auto const folds = static_cast<std::size_t>(options_.folds);
    auto const of_group = folds_of(groups, folds, options_.seed);
    for (std::size_t const group : group_) {
        result_.fold.push_back(of_group[group]);
    }
    result_.folds = folds;
    settlement_.emplace(result_.issues, parts_, kind_, result_.fold);
    past_.emplace(result_.issues, std::vector<std::string>{past_name}, std::vector<std::string>{},
                  result_.fold);
}

Forecasts const* ForecastCommand::find(std::string_view protocol) const
{
    auto const found = std::ranges::find(result_.forecasts, protocol, &Forecasts::protocol);
    return found == result_.forecasts.end() ? nullptr : &*found;
}

void ForecastCommand::score()
{
    if (!options_.score) {
        return;
    }
    result_.is_scored = true;
    result_.groups = result_.dossiers.all.size();
    result_.resamples = options_.resamples;
    Scores const scores{outcomes_, group_, options_.seed, options_.resamples};
    for (Forecasts const& each : result_.forecasts) {
        result_.scores.push_back(scores.score(each));
        for (auto const* other : {find(benchmark), find(past_name)}) {
            if (other != nullptr && other != &each && each.protocol != past_name) {
                result_.gains.push_back(scores.gain(each, *other));
            }
        }
    }
    shuffle(scores);
}

void ForecastCommand::shuffle(Scores const& scores)
{
    result_.shuffles = options_.shuffles;
    if (options_.shuffles == 0) {
        return;
    }
    for (Forecasts const& each : result_.forecasts) {
        result_.shuffled.push_back({.protocol = each.protocol});
    }
    std::vector<double> as_good(result_.forecasts.size(), 1.0);
    auto const n = static_cast<double>(options_.shuffles);
    for (std::size_t s = 0; s < options_.shuffles; ++s) {
        Vector const outcomes = scores.shuffled_outcomes(s);
        double const past = past_ ? mean_crps((*past_)(past_name, outcomes), outcomes) : 0.0;
        for (std::size_t f = 0; f < result_.forecasts.size(); ++f) {
            Forecasts const& each = result_.forecasts[f];
            Shuffled& shuffled = result_.shuffled[f];
            bool const refitted = settlement_ && each.protocol == settlement_name;
            double crps = past;
            if (refitted) {
                crps = mean_crps((*settlement_)(settlement_name, outcomes), outcomes);
            } else if (!past_ || each.protocol != past_name) {
                crps = mean_crps(each, outcomes);
            }
            shuffled.crps += crps / n;
            as_good[f] += crps <= result_.scores[f].crps ? 1.0 : 0.0;
            if (refitted) {
                shuffled.gain_over_past = shuffled.gain_over_past.value_or(0.0) + (past - crps) / n;
            }
        }
    }
    for (std::size_t f = 0; f < as_good.size(); ++f) {
        result_.shuffled[f].share = as_good[f] / (1.0 + n);
    }
}

void ForecastCommand::print() const
{
    if (options_.format == "json") {
        give_text(in_json(result_));
    } else if (options_.format == "csv") {
        give_text(in_csv(result_));
    } else {
        say_text(in_text(result_));
    }
}

}  // namespace

bool is_forecast(NegotiateOptions const& options)
{
    return options.methods.protocol == settlement_name || options.layout != "long" ||
           options.score || !options.group.empty() || !options.outcome.empty() ||
           !options.power.empty() || !options.fit.empty() || !options.weights.empty();
}

Exit forecast_tables(NegotiateOptions const& options)
{
    ForecastCommand command{options};
    command.read();
    command.fit();
    command.forecast();
    command.score();
    command.print();
    return Exit::done;
}

}  // namespace parley
