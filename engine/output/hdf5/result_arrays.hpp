#pragma once

#include "output/hdf5/column.hpp"
#include "output/hdf5/scales.hpp"

namespace parley::hdf5 {

/// The arrays of a result in an open file, as FORMAT.md lists them: labels, which are written at
/// once, and variables, which grow with every run.
class ResultArrays {
  public:
    ResultArrays(hid_t file, Labels const& labels, std::size_t planned_runs);

    /// Adds a run to every variable. Throws std::invalid_argument when it is of another shape.
    void append(RunRecord const& run);

    /// Writes what is left.
    void flush();

  private:
    /// A column and where a run keeps what goes into it.
    struct Track {
        Column column;
        bool by_session;
        std::function<Values(RunRecord const&)> values;
    };

    [[nodiscard]] Column column_of(hid_t file, Labels const& labels,
                                   Variable const& variable) const;
    void add_labels(hid_t file, Labels const& labels, DimensionScales& scales);

    std::size_t planned_runs_;
    std::size_t planned_sessions_;
    std::vector<Dataset> label_arrays_;
    Column run_;          // 0, 1, ...
    Column session_;      // 0, 1, ...
    Column session_run_;  // entry of `run` that a session belongs to
    std::vector<Track> tracks_;
    std::int32_t runs_ = 0;
    std::int32_t sessions_ = 0;
};

}  // namespace parley::hdf5
