#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace CLI {
class Option;
class Validator;
}  // namespace CLI

namespace parley {

/// CPUs that this process may use.
[[nodiscard]] unsigned usable_cpus();

// What the value of an option must be. Each check says what follows the option's name in a message:
// `must be a whole number from 1 to 1024, not '0'`.

/// Takes digits alone, so that -1 or a number past the range is refused and not wrapped around.
[[nodiscard]] CLI::Validator whole_number(std::uint64_t least, std::uint64_t most);

/// Takes numbers from 0 to 1, and no NaN.
[[nodiscard]] CLI::Validator share();

/// Takes finite numbers above 0.
[[nodiscard]] CLI::Validator above_zero();

/// Takes I/N with I from 0 to N - 1.
[[nodiscard]] CLI::Validator shard_of_many();

/// Takes what Slurm may call a partition or an account.
[[nodiscard]] CLI::Validator batch_name();

/// Takes an option of sbatch, on one line.
[[nodiscard]] CLI::Validator batch_option();

/// Takes one of these names, which completion then offers.
[[nodiscard]] CLI::Validator one_of(std::vector<std::string> names);

/// Takes anything, and has these names offered by completion.
[[nodiscard]] CLI::Validator offer(std::vector<std::string> const& names);

/// The names that an option's values may have or should be chosen from; none where there are none.
[[nodiscard]] std::vector<std::string> offered(CLI::Option& option);

/// Takes the path of a file, not that of a folder, in a folder that is there.
[[nodiscard]] CLI::Validator file_to_write();

/// Takes any path but the empty text.
[[nodiscard]] CLI::Validator file_to_read();

}  // namespace parley
