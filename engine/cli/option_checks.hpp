#pragma once

#include <cstdint>

namespace CLI {
class Validator;
}

namespace parley {

/// CPUs that this process may use.
[[nodiscard]] unsigned usable_cpus();

/// Takes digits alone, so that -1 or a number past the range is refused and not wrapped around.
[[nodiscard]] CLI::Validator whole_number(std::uint64_t least, std::uint64_t most);

/// Takes numbers from 0 to 1, and no NaN.
[[nodiscard]] CLI::Validator share();

/// Takes I/N with I from 0 to N - 1.
[[nodiscard]] CLI::Validator shard_of_many();

/// Takes what Slurm may call a partition or an account.
[[nodiscard]] CLI::Validator batch_name();

/// Takes an option of sbatch, on one line.
[[nodiscard]] CLI::Validator batch_option();

}  // namespace parley
