#pragma once

#include <string_view>

namespace parley {

/// Exit codes of the program.
enum class Exit : int {
    done = 0,            ///< also when states did not agree: that is a result
    machine_failed = 1,  ///< disk full, file not writable
    different = 1,       ///< of `compare` alone, as of diff: the results are not the same
    input_wrong = 2,     ///< file, key, option or data
    runs_failed = 3,     ///< a sweep is finished, or was ended, with failed runs
    interrupted = 130,   ///< everything finished so far is saved
};

/// What is said when the system gives no memory.
inline constexpr std::string_view out_of_memory =
    "out of memory; end other programs, or use a machine with more of it";

/// The program `parley`: understands the command line, does what it says, and returns the exit
/// code.
[[nodiscard]] int run_program(int argc, char const* const* argv);

}  // namespace parley
