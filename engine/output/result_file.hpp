#pragma once

#include "output/errors.hpp"
#include "output/provenance.hpp"
#include "output/run_record.hpp"

#include <memory>

namespace parley {

/// The layout that FORMAT.md describes, as the file names it.
inline constexpr std::string_view format_name = "parley result";
inline constexpr std::int32_t format_version = 1;

/// A result in the making: an HDF5 file in the layout of FORMAT.md.
///
/// Runs are added in the order of their plan, from one thread. The same runs give the same bytes,
/// whatever the path and the time. Memory stays below 256 KiB a variable, or one run where that is
/// more. The file appears under its name when it is finished, and leaves no trace when it never is.
class ResultFile {
  public:
    /// Begins a file for `planned_runs` runs; fewer may come. Throws OutputError.
    ResultFile(std::filesystem::path const& path, Labels const& labels,
               Provenance const& provenance, std::size_t planned_runs);
    ResultFile(ResultFile const&) = delete;
    ResultFile& operator=(ResultFile const&) = delete;
    ~ResultFile();

    /// Adds the next run. Throws OutputError, and std::invalid_argument when the record was made by
    /// other labels; after either the file is given up.
    void add(RunRecord const& run);

    /// Writes what is left, closes the file and gives it its name, in place of what had it. Nothing
    /// can be added afterwards. Throws OutputError.
    void finish();

  private:
    class Writing;

    template <class Action>
    void carry_out(Action const& action);

    std::filesystem::path path_;
    std::unique_ptr<Writing> writing_;
};

}  // namespace parley
