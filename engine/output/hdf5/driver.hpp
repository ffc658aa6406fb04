#pragma once

#include "output/hdf5/handle.hpp"

namespace parley::hdf5 {

/// Lets a file be written through a driver that goes on when the disk is full.
///
/// HDF5 cannot close a file that it cannot write to: it keeps its memory, and stumbles over it when
/// the process ends. So the first refusal of the system is kept, as its errno, in `refusal`; what
/// is written afterwards goes nowhere, and HDF5 never learns. `refusal` must outlive the file;
/// whoever writes asks it before the file is worth anything.
void use_forgiving_driver(Properties const& access, int& refusal);

/// Throws Failure with the system's reason where there was a refusal.
void require_none(int refusal);

}  // namespace parley::hdf5
