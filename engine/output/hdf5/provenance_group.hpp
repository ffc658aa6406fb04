#pragma once

#include "output/hdf5/handle.hpp"
#include "output/provenance.hpp"

namespace parley::hdf5 {

/// Writes what determines a result: short facts as attributes of the file's root, texts into its
/// group `provenance`.
void write_provenance(hid_t file, Provenance const& provenance, std::size_t planned_runs);

}  // namespace parley::hdf5
