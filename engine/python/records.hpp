#pragma once

#include "output/layout.hpp"
#include "output/row.hpp"

#include <nanobind/nanobind.h>

#include <vector>

namespace parley::python {

/// Puts runs of one layout together in memory, as a result file does on the disk.
class Columns {
  public:
    explicit Columns(Layout layout);

    /// Adds the next run.
    void add(Row const& row);

    /// What a result holds: `labels` and `variables`, lists of mappings with name, dimensions,
    /// values, long_name, units, flags, may_be_none and parameter; `runs`, and `session_run`, the
    /// run of each session. The values are given away.
    [[nodiscard]] nanobind::dict take();

  private:
    Layout layout_;
    std::vector<OwnedValues> values_;  // [variables]
    std::vector<std::int32_t> session_run_;
    std::size_t runs_ = 0;
};

}  // namespace parley::python
