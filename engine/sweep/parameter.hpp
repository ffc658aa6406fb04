#pragma once

#include "scenario/manual/key_meaning.hpp"
#include "scenario/reading/settings.hpp"
#include "sweep/sampling/place.hpp"
#include "sweep/study.hpp"

#include <functional>
#include <string>
#include <vector>

namespace parley {

/// A key of the scenario that differs from point to point, and the values that it takes.
///
/// A value is a number everywhere: a category is the index of its name in `categories()`.
class StudyParameter {
  public:
    enum class Kind { number, integer, category };

    /// The variation has passed `check`; `path` is where it is named, `written` the list of
    /// its numbers or values as it stands there.
    StudyParameter(Study::Variation const& variation, KeyMeaning meaning, Place path,
                   Node const& written);

    [[nodiscard]] std::string const& path() const { return path_; }
    [[nodiscard]] Place path_place() const { return path_place_; }
    [[nodiscard]] Kind kind() const { return kind_; }
    /// What the scenario says of its key.
    [[nodiscard]] KeyMeaning const& meaning() const { return meaning_; }

    /// The categories as they are written in YAML; none where values are numbers.
    [[nodiscard]] std::vector<std::string> const& categories() const { return categories_; }

    /// How many values it takes in a grid.
    [[nodiscard]] std::uint64_t count() const { return count_; }

    /// A value that tells whether others are possible too.
    struct TellingValue {
        double value = 0.0;
        std::string remedy{};  ///< where the scenario refuses it
    };

    /// The extremes, then one in between, or, where values are listed, each of up to `most`.
    [[nodiscard]] std::vector<TellingValue> telling_values(std::size_t most) const;

    [[nodiscard]] double value(Share share) const { return quantile_(share.value); }
    [[nodiscard]] double value(Rank rank) const { return by_rank_(rank.index); }

    /// A value as it is written in YAML.
    [[nodiscard]] std::string text(double value) const;

    /// ... and as the assignment that gives it to the key.
    [[nodiscard]] Assignment assignment(double value) const;

  private:
    void take_numbers(std::vector<double> const& numbers);
    void take_categories(std::vector<Node> const& values);
    [[nodiscard]] Place place_of(double number) const;
    [[nodiscard]] std::vector<TellingValue> telling_range() const;

    std::string path_;
    KeyMeaning meaning_;
    Place path_place_;
    Place value_place_;
    Kind kind_ = Kind::number;
    std::vector<std::string> categories_{};
    std::vector<Node> nodes_{};     // of the categories
    std::vector<double> listed_{};  // the numbers that are written, by rank where all values are
    std::vector<Place> places_{};   // theirs
    bool bounded_ = true;           // all values lie between the first and the second of them
    std::uint64_t count_ = 0;
    std::function<double(double)> quantile_{};
    std::function<double(std::uint64_t)> by_rank_{};
};

}  // namespace parley
