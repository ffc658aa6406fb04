#pragma once

#include "output/errors.hpp"
#include "output/provenance.hpp"
#include "output/row.hpp"

#include <memory>

namespace parley {

/// The layout that FORMAT.md describes, as the file names it.
inline constexpr std::string_view format_name = "parley result";
inline constexpr std::int32_t format_version = 2;

/// What a what-if changes, and why.
struct Explained {
    std::string what_if;
    std::string text;   ///< for people, a sentence a line
    std::string facts;  ///< the same as JSON
};

/// A result in the making: an HDF5 file in the layout of FORMAT.md.
///
/// Runs are added in the order of their plan, from one thread. The same runs give the same bytes,
/// whatever the path and the time. Memory stays below 256 KiB a variable, or one run where that is
/// more. The file appears under its name when it is finished, and leaves no trace when it never is.
class ResultFile {
  public:
    /// Begins a file for at most `planned_runs` runs. Throws OutputError.
    ResultFile(std::filesystem::path const& path, Layout const& layout,
               Provenance const& provenance, std::size_t planned_runs);

    /// Begins a file of full records.
    ResultFile(std::filesystem::path const& path, Labels const& labels,
               Provenance const& provenance, std::size_t planned_runs);
    ResultFile(ResultFile const&) = delete;
    ResultFile& operator=(ResultFile const&) = delete;
    ~ResultFile();

    /// Adds the next run. Throws OutputError, and std::invalid_argument when the row is of another
    /// layout; after either the file is given up.
    void add(Row const& row);

    /// Adds the next run to a file of full records.
    void add(RunRecord const& run);

    /// Adds what the what-ifs change to a file that has all its runs; at most once. Throws as `add`
    /// does.
    void explain(std::vector<Explained> const& what_ifs);

    /// Writes what is left, closes the file and gives it its name, in place of what had it. Nothing
    /// can be added afterwards. A sweep's file also tells `content_sha256`, the sum of its rows.
    /// Throws OutputError.
    void finish(std::string_view content_sha256 = {});

  private:
    class Writing;

    template <class Action>
    void carry_out(Action const& action);

    std::filesystem::path path_;
    std::vector<VariableOf<RunRecord>> variables_;  // of full records
    std::unique_ptr<Writing> writing_;
};

}  // namespace parley
