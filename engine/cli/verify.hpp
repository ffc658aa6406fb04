#pragma once

#include "cli/program.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace parley {

struct VerifyOptions {
    std::vector<std::string> results;
    std::uint64_t recompute = 0;  ///< runs of each result to compute again
    bool json = false;
};

/// Adds the command with its options, which it fills in.
void add_verify(CLI::App& app, VerifyOptions& options);

/// Holds results against their own sums, computes some of their runs again, and prints what came of
/// it.
[[nodiscard]] Exit verify_results(VerifyOptions const& options);

}  // namespace parley
