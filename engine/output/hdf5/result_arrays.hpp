#pragma once

#include "output/hdf5/column.hpp"
#include "output/hdf5/manifest.hpp"
#include "output/hdf5/scales.hpp"
#include "output/row.hpp"

#include <optional>

namespace parley::hdf5 {

/// The arrays of a result in an open file, as FORMAT.md lists them: labels, which are written at
/// once, and variables, which grow with every run.
class ResultArrays {
  public:
    /// Creates the arrays for `planned_runs` runs, of which the first is the `first_run`-th.
    ResultArrays(hid_t file, Layout const& layout, std::size_t planned_runs, std::size_t first_run);

    /// Adds a run to every variable. Throws std::invalid_argument when it is of another shape.
    void append(Row const& row);

    /// Writes what is left.
    void flush();

    /// The sums of what was appended, after the last flush. Once.
    [[nodiscard]] Manifest::ValueSums sums();

  private:
    /// The arrays that number sessions and name their run.
    struct Sessions {
        Column session;      // 0, 1, ...
        Column session_run;  // entry of `run` that it belongs to
    };

    struct Track {
        Column column;
        bool by_session;
    };

    void add_labels(hid_t file, Layout const& layout, DimensionScales& scales);
    void append_sessions(std::size_t count);

    std::vector<Dataset> label_arrays_;
    Column run_;
    std::optional<Sessions> sessions_;
    std::vector<Track> tracks_;
    std::int32_t first_run_;
    std::int32_t run_count_ = 0;
    std::int32_t session_count_ = 0;
};

}  // namespace parley::hdf5
