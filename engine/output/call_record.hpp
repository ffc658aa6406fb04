#pragma once

#include "output/errors.hpp"

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parley {

/// How a result came about in this call: what may differ between equal results, and what no reader
/// needs.
struct CallRecord {
    using Time = std::chrono::system_clock::time_point;

    std::vector<std::string> command_line;
    unsigned threads = 1;
    std::string shard{};  ///< "3/16"; empty when the plan was not divided
    Time start{};
    Time end{};
    std::vector<std::pair<std::string, double>> seconds{};  ///< by what they were spent on
};

/// `RESULT.json`, where the record of the call stands that wrote a result.
[[nodiscard]] std::filesystem::path call_record_of(std::filesystem::path const& result);

/// Is it the text of a file that `write_call_record` wrote?
[[nodiscard]] bool is_call_record(std::string_view text);

/// Writes the record beside a result, whole or not at all, with the name of this host and the
/// absolute path of the result. Throws OutputError.
void write_call_record(std::filesystem::path const& result, CallRecord const& call);

}  // namespace parley
