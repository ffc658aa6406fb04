#pragma once

#include "document/source.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace parley {

/// Power by actor, in one or more eras, such as the votes of successive treaties.
///
/// A table decides with the power of the first era in which all who take part in it have some. An
/// actor may have a second row with a condition on the columns of the table, which then holds in
/// the place of the first: a parliament that is only consulted has 0.
class PowerTable {
  public:
    /// What a row says of an actor.
    struct Row {
        std::string column{};  ///< of the condition; empty: always
        std::string value{};
        std::vector<std::optional<double>> power{};  ///< by era
    };

    PowerTable(std::vector<std::string> eras, std::map<std::string, std::vector<Row>> rows)
        : eras_{std::move(eras)}, rows_{std::move(rows)}
    {
    }

    [[nodiscard]] std::vector<std::string> const& eras() const { return eras_; }

    /// The columns that conditions ask for.
    [[nodiscard]] std::vector<std::string> columns() const;

    /// The power of actors in the first era that knows them all; nothing: there is no such era.
    /// `cells` are the values of the columns.
    [[nodiscard]] std::optional<std::vector<double>> of(
        std::vector<std::string> const& actors,
        std::map<std::string, std::string> const& cells) const;

    /// The actors that no era knows at all.
    [[nodiscard]] std::vector<std::string> unknown(std::vector<std::string> const& actors) const;

  private:
    [[nodiscard]] std::optional<double> power(
        std::string const& actor, std::size_t era,
        std::map<std::string, std::string> const& cells) const;

    std::vector<std::string> eras_;
    std::map<std::string, std::vector<Row>> rows_;
};

/// Reads a CSV file: the column `actor`, one or more columns of power >= 0, empty where an actor
/// had none in the era, and optionally `when`, such as `proc=CNS`. Throws InputError.
[[nodiscard]] PowerTable read_power(Source const& source);

}  // namespace parley
