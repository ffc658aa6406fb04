#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace parley {

/// A file that a call reads.
struct InputFile {
    std::filesystem::path path;
    std::string what;  ///< as in "is WHAT": "the scenario itself"
};

/// Nothing that a call writes may take the place of what it reads, by whatever path, link or
/// spelling either is named. An output may be a folder that is emptied. Throws InputFileError,
/// "'OUTPUT' is the scenario itself; give another name with -o".
void refuse_to_overwrite(std::vector<InputFile> const& inputs,
                         std::vector<std::filesystem::path> const& outputs);

}  // namespace parley
