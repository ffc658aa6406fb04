#pragma once

namespace parley {

/// The value below which a standard normal variable lies with this probability, in (0, 1); relative
/// error below 1e-15 [Wichura 1988, algorithm AS 241].
[[nodiscard]] double normal_quantile(double probability);

/// The probability of a standard normal variable to lie below a value.
[[nodiscard]] double normal_probability(double value);

}  // namespace parley
