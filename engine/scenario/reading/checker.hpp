#pragma once

#include "scenario/reading/reader.hpp"

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace parley {

struct Scenario;

/// The way to a value of a document: keys, ids, and items of lists by number.
class Path {
  public:
    Path(std::initializer_list<std::string> steps) : steps_{steps} {}

    [[nodiscard]] Path operator+(std::string_view step) const
    {
        auto longer = *this;
        longer.steps_.emplace_back(step);
        return longer;
    }

    [[nodiscard]] std::vector<std::string> const& steps() const { return steps_; }
    [[nodiscard]] std::string text() const;  ///< "forums.eu"

  private:
    std::vector<std::string> steps_;
};

/// What every check of a scenario needs: the scenario, what is broken already, and where to
/// complain.
class Checker {
  public:
    Checker(Scenario const& scenario, Node const& document, Reading& reading)
        : scenario_{scenario}, document_{document}, reading_{reading}
    {
    }

    [[nodiscard]] Scenario const& scenario() const { return scenario_; }

    /// Were mistakes found in this section already?
    [[nodiscard]] bool is_broken(Path const& path) const;

    /// ... or in any section below it?
    [[nodiscard]] bool is_broken_within(Path const& path) const;

    /// Does the document say anything there?
    [[nodiscard]] bool is_given(Path const& path) const;

    /// Does a setting of a command line say it, and not a file?
    [[nodiscard]] bool is_set(Path const& path) const;

    /// Adds a mistake at a path, or at what is there of it; `{}` in `problem` stand for `names`.
    void add(Path const& path, std::string_view problem, std::string why, std::string remedy,
             std::initializer_list<std::string> names = {}) const;

    /// A contradiction with what stands at another path.
    void contradict(Path const& path, std::string_view problem, std::string why, std::string remedy,
                    Path const& other, std::string note,
                    std::initializer_list<std::string> names = {}) const;

  private:
    [[nodiscard]] Place place_of(Path const& path) const;

    Scenario const& scenario_;
    Node const& document_;
    Reading& reading_;
};

}  // namespace parley
