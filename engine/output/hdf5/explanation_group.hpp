#pragma once

#include "output/hdf5/handle.hpp"
#include "output/result_file.hpp"

namespace parley::hdf5 {

/// Writes the group `explanations`: texts along its dimension `what_if`. Throws Failure.
void write_explanations(hid_t file, std::vector<Explained> const& what_ifs);

}  // namespace parley::hdf5
