#pragma once

#include "output/hdf5/handle.hpp"

#include <cstdint>
#include <map>
#include <vector>

namespace parley::hdf5 {

/// The named axes of a group, as HDF5's dimension scales: each an array that other arrays refer to.
///
/// Written by the specification [The HDF Group, HDF5 Dimension Scale Specification] and not through
/// H5DS, which stores what happens to lie in the padding of its reference lists, so that equal
/// files would differ, and rewrites a list for every array attached to it.
class DimensionScales {
  public:
    /// Makes an array of one dimension the scale of its name.
    void add(std::string const& name, hid_t dataset);

    /// Labels an array's dimensions, in order. Every name has been added; no name comes twice.
    void attach(hid_t dataset, std::vector<std::string> const& names);

    /// Writes in each scale what refers to it. Once, after the last `attach`; scales are still
    /// open.
    void finish() const;

  private:
    /// An entry of a reference list, without unset padding.
    struct Reference {
        hobj_ref_t dataset = 0;
        std::int32_t dimension = 0;
        std::int32_t padding = 0;
    };

    struct Scale {
        hid_t dataset;
        hobj_ref_t reference;
        std::vector<Reference> referring{};
    };

    std::map<std::string, Scale, std::less<>> scales_;
};

}  // namespace parley::hdf5
