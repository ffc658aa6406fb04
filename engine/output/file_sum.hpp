#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace parley {

/// The line behind the HDF5 data of a result, 80 bytes with its end: SHA-256 of all that stands
/// before it. HDF5 does not look there.
[[nodiscard]] std::string file_sum_line(std::string_view sum);

/// Throws InputFileError unless there is a regular file that may be read. What is none is not
/// opened: a pipe keeps its reader waiting, and a device may do anything.
void require_regular_file(std::filesystem::path const& path);

/// SHA-256 of the first `size` bytes of a file, read piece by piece. Throws std::system_error.
[[nodiscard]] std::string sha256_of_file(std::filesystem::path const& path, std::uint64_t size);

/// What the last line of a result states; empty where there is no such line. Throws
/// std::system_error.
[[nodiscard]] std::string stated_file_sum(std::filesystem::path const& path);

/// What the last line of a result states, and what is true.
struct FileSum {
    std::string stated;  ///< empty where there is no such line
    std::string found;   ///< of all before the line; of the whole file where there is none

    [[nodiscard]] bool is_right() const { return stated == found; }
};

/// Throws std::system_error when the file cannot be read.
[[nodiscard]] FileSum file_sum_of(std::filesystem::path const& path);

}  // namespace parley
