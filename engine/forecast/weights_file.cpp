#include "forecast/weights_file.hpp"

#include "document/csv.hpp"
#include "document/mistake.hpp"
#include "document/number.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>

namespace parley {

namespace {

using Index = Eigen::Index;

double constexpr sum_tolerance = 1e-6;

/// A field in quotes where it must be.
std::string field(std::string const& text)
{
    if (text.find_first_of(",\"\n") == std::string::npos) {
        return text;
    }
    std::string quoted = "\"";
    for (char const c : text) {
        quoted += c == '"' ? "\"\"" : std::string{c};
    }
    return quoted + '"';
}

/// Reads the rows of a table of weights.
class Reading {
  public:
    explicit Reading(Mistakes& mistakes) : mistakes_{mistakes} {}

    void add(std::vector<Node> const& cells);
    [[nodiscard]] SettlementWeights weights(Source const& source);

  private:
    [[nodiscard]] Vector vector_of(std::string const& kind, Source const& source);

    Mistakes& mistakes_;
    SettlementWeights weights_{.past = Vector::Zero(settlement_places)};
    std::map<std::string, std::map<std::string, double>> by_kind_{};
};

void Reading::add(std::vector<Node> const& cells)
{
    std::string const& what = cells[0].text;
    std::string const& kind = cells[1].text;
    std::string const& name = cells[2].text;
    auto const number = parse_number(cells[3].text);
    if (auto const* refusal = std::get_if<Refusal>(&number)) {
        mistakes_.add(cells[3].place, fmt::format("{} is no value", in_quotes(cells[3].text)),
                      refusal->why, refusal->remedy);
        return;
    }
    double const value = std::get<double>(number);
    if (value < 0.0) {
        mistakes_.add(cells[3].place, "a value is below 0", "all are weights, shares or counts",
                      "");
    } else if (what == "column") {
        weights_.kind.push_back(name);
    } else if (what == "cases") {
        weights_.cases[kind] = static_cast<std::size_t>(std::min(value, 1e9));
    } else if (what == "past") {
        auto const place = parse_whole(name);
        auto const* at = std::get_if<std::uint64_t>(&place);
        if (at == nullptr || *at > 100) {
            mistakes_.add(cells[2].place, fmt::format("{} is no place", in_quotes(name)),
                          "places are 0, 1 ... 100", "");
            return;
        }
        weights_.past(static_cast<Index>(*at)) += value;
    } else if (what == "weight") {
        if (!is_settlement_part(name)) {
            std::vector<std::string_view> known;
            std::ranges::transform(settlement_parts(), std::back_inserter(known),
                                   &SettlementPart::name);
            mistakes_.add(cells[2].place,
                          fmt::format("{} is no part of a settlement", in_quotes(name)), "",
                          fmt::format("parts are {}, past and 'at ACTOR'", fmt::join(known, ", ")));
            return;
        }
        by_kind_[kind][name] = value;
        if (std::ranges::find(weights_.parts, name) == weights_.parts.end()) {
            weights_.parts.push_back(name);
        }
    } else {
        mistakes_.add(cells[0].place, fmt::format("{} is not known here", in_quotes(what)), "",
                      "rows are column, weight, cases or past");
    }
}

Vector Reading::vector_of(std::string const& kind, Source const& source)
{
    Vector weights = Vector::Zero(std::ssize(weights_.parts));
    for (std::size_t p = 0; p < weights_.parts.size(); ++p) {
        auto const found = by_kind_[kind].find(weights_.parts[p]);
        weights(static_cast<Index>(p)) = found == by_kind_[kind].end() ? 0.0 : found->second;
    }
    if (std::abs(weights.sum() - 1.0) > sum_tolerance) {
        mistakes_.add({&source, 0},
                      fmt::format("the weights of {} sum to {}",
                                  kind.empty() ? "all kinds" : in_quotes(kind), weights.sum()),
                      "the weights of a kind sum to 1", "write the file with --fit");
    }
    return weights;
}

SettlementWeights Reading::weights(Source const& source)
{
    if (!by_kind_.contains("")) {
        mistakes_.add({&source, 0}, "there are no weights of all kinds",
                      "issues of a kind without weights of its own have these",
                      "add rows with weight and an empty kind");
        return weights_;
    }
    weights_.overall = vector_of("", source);
    for (auto const& [kind, parts] : by_kind_) {
        if (!kind.empty()) {
            weights_.by_kind[kind] = vector_of(kind, source);
        }
    }
    bool const past = std::ranges::find(weights_.parts, "past") != weights_.parts.end();
    if (past && std::abs(weights_.past.sum() - 1.0) > sum_tolerance) {
        mistakes_.add({&source, 0},
                      fmt::format("the shares of past outcomes sum to {}", weights_.past.sum()),
                      "they sum to 1", "write the file with --fit");
    }
    return weights_;
}

}  // namespace

std::string to_table(SettlementWeights const& weights)
{
    std::string text = "what,kind,name,value\n";
    auto const row = [&](std::string_view what, std::string const& kind, std::string const& name,
                         auto value) {
        fmt::format_to(std::back_inserter(text), "{},{},{},{}\n", what, field(kind), field(name),
                       value);
    };
    for (std::size_t c = 0; c < weights.kind.size(); ++c) {
        row("column", "", weights.kind[c], c + 1);
    }
    auto const rows = [&](std::string const& kind, Vector const& values) {
        for (std::size_t p = 0; p < weights.parts.size(); ++p) {
            row("weight", kind, weights.parts[p], values(static_cast<Index>(p)));
        }
    };
    rows("", weights.overall);
    for (auto const& [kind, values] : weights.by_kind) {
        if (!kind.empty()) {
            rows(kind, values);
        }
    }
    for (auto const& [kind, count] : weights.cases) {
        row("cases", kind, "", count);
    }
    for (Index x = 0; x < weights.past.size(); ++x) {
        if (weights.past(x) > 0.0) {
            row("past", "", std::to_string(x), weights.past(x));
        }
    }
    return text;
}

SettlementWeights read_weights(Source const& source)
{
    Mistakes mistakes;
    Csv const table = parse_csv(source, mistakes);
    std::vector<std::string> const wanted{"what", "kind", "name", "value"};
    if (!std::ranges::equal(table.header, wanted, {}, &Node::text)) {
        give_up(table.header[0].place, "this is no table of weights",
                "its columns are what, kind, name and value", "write it with --fit");
    }
    Reading reading{mistakes};
    for (auto const& cells : table.rows) {
        reading.add(cells);
    }
    SettlementWeights weights = reading.weights(source);
    mistakes.raise();
    return weights;
}

}  // namespace parley
