#pragma once

#include "output/minutes/outcome_objects.hpp"

#include <string>
#include <vector>

namespace parley {

/// The minutes of runs for people, made from the lines of data alone: events, who met, what was
/// declared, who moved how, and what came of it; of a table that came to nothing who stood in the
/// way, how near it was, and what it would have taken.
class Prose {
  public:
    /// The next line of the minutes, as `engine/output/minutes/lines.hpp` writes it. Throws
    /// nlohmann::json::exception where a field is missing.
    void add(Json const& line);

    /// Everything so far, without a table that has not come to its outcome.
    [[nodiscard]] std::string const& text() const { return text_; }

  private:
    void open_month(Json const& line);
    void ratify(Json const& line);
    void meet(Json const& line);

    std::string text_;
    std::string month_;        // that is open
    std::vector<Json> table_;  // the lines of one that is not over
};

}  // namespace parley
