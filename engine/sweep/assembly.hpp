#pragma once

#include "output/result_file.hpp"
#include "sweep/part_folder.hpp"

namespace parley {

/// Writes one result from parts, in plan order, and counts the runs in it that failed.
///
/// The result is the same bytes however its runs were divided into parts; runs that lie in several
/// are taken once. At most 16 parts are open at a time, and memory grows with the number of parts,
/// not of runs.
class Assembly {
  public:
    /// What is to be written: the layout of rows, and what the result says of its origin.
    Assembly(Layout const& layout, Provenance const& provenance);

    /// Writes these runs of the plan. Throws OutputError, DamagedPart, and std::logic_error when
    /// the parts lack a run.
    std::uint64_t operator()(std::filesystem::path const& target, RunRange runs,
                             PartFolder::Content const& content) const;

  private:
    Layout const& layout_;
    Provenance const& provenance_;
};

/// Did the run of this row fail? Asked of rows of one layout.
class FailureCheck {
  public:
    explicit FailureCheck(Layout const& layout);
    [[nodiscard]] bool operator()(Row const& row) const;

  private:
    std::size_t status_;  // place of the variable
};

}  // namespace parley
