#pragma once

#include "output/errors.hpp"
#include "output/file_sum.hpp"

#include <string>
#include <vector>

namespace parley {

/// A result held against its own sums: that of the file, and of every array, group and text in it.
struct Verification {
    struct Damage {
        std::string where;  ///< the path of an array or group; empty for the file as a whole
        std::string what;   ///< "the sum of its values is wrong"
    };

    FileSum file;
    bool has_sums = true;    ///< false of a file of format 1, of which nothing can be said
    std::size_t arrays = 0;  ///< that were held against their sums; labels and texts are arrays too
    std::vector<Damage> damages;

    [[nodiscard]] bool holds() const { return damages.empty(); }
};

/// Reads a result to its end, array by array, and says all that is damaged. Throws InputFileError
/// when it cannot be read, or is no result.
[[nodiscard]] Verification verify(std::filesystem::path const& path);

}  // namespace parley
