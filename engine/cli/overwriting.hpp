#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace parley {

/// A file that a call reads.
struct InputFile {
    std::filesystem::path path;
    std::string what;  ///< as in "is WHAT": "the scenario itself"
};

/// What a call of `run` is about to write.
struct NewResult {
    std::filesystem::path path;
    std::vector<std::filesystem::path> minutes{};  ///< files of minutes
    std::string title;                             ///< the scenario's name
    std::size_t runs = 0;                          ///< at most
    std::vector<std::string> what_ifs{};           ///< the baseline too
};

/// What stands there is not lost in silence: another scenario's result, one with more runs or with
/// a what-if that is not run now, and any file that is none of ours. Returns the runs of the result
/// that stands there, 0 where there is none. Throws InputFileError, with --overwrite as the remedy.
[[nodiscard]] std::size_t refuse_to_lose(NewResult const& result);

/// The same of the record of the call beside a result.
void refuse_to_lose_record(std::filesystem::path const& result);

/// Nothing that a call writes may take the place of what it reads, by whatever path, link or
/// spelling either is named. An output may be a folder that is emptied. Throws InputFileError,
/// "'OUTPUT' is the scenario itself; give another name with -o".
void refuse_to_overwrite(std::vector<InputFile> const& inputs,
                         std::vector<std::filesystem::path> const& outputs);

}  // namespace parley
