#pragma once

#include "cli/negotiation/negotiation.hpp"

#include <string>
#include <string_view>

namespace parley {

/// As many digits, and "-" for what is not known. What is below 1e-12 of `scale` is told as 0.
[[nodiscard]] std::string number(double value, double scale = 0.0, int digits = 6);

[[nodiscard]] std::string status_in_words(Status status);  ///< "agreed", "broken off", "timed out"

[[nodiscard]] std::string result_in_words(Outcome const& outcome);  ///< "Agreed after 3 rounds."

/// What actors say to the terms, and why.
class Reasons {
  public:
    Reasons(Negotiation const& negotiation, Bargaining const& talks)
        : negotiation_{negotiation}, talks_{talks}
    {
    }

    /// "signs", "outvoted: falls short by 0.2", "objects: ..."
    [[nodiscard]] std::string verdict(Eigen::Index actor) const;

  private:
    [[nodiscard]] std::string in_words(Block const& block) const;

    Negotiation const& negotiation_;
    Bargaining const& talks_;
};

/// The rounds that were kept: where the actors stood, or who offered what. "" where there are none.
[[nodiscard]] std::string rounds_in_text(Negotiation const& negotiation, Bargaining const& talks);

}  // namespace parley
