#pragma once

#include "output/hdf5/handle.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace parley::hdf5 {

/// Lets a file be written through a driver that goes on when the disk is full.
///
/// HDF5 cannot close a file that it cannot write to: it keeps its memory, and stumbles over it when
/// the process ends. So the first refusal of the system is kept, as its errno, in `refusal`; what
/// is written afterwards goes nowhere, and HDF5 never learns. `refusal` must outlive the file;
/// whoever writes asks it before the file is worth anything.
void use_forgiving_driver(Properties const& access, int& refusal);

/// Lets a file be read through it. HDF5's own driver of plain files fails when the system says that
/// closing did not go well, and HDF5 then stumbles over the file in the same way.
void use_forgiving_driver(Properties const& access);

/// What the system would not let be read.
struct ReadRefusal {
    std::string file;
    int number = 0;  ///< errno
};

/// The last refusal on this thread of what was read through the driver, once.
[[nodiscard]] std::optional<ReadRefusal> take_read_refusal();

/// Does the file begin as HDF5 files do? Throws ReadError where the system does not let it be read.
[[nodiscard]] bool is_hdf5(std::filesystem::path const& path);

/// Throws Failure with the system's reason where there was a refusal.
void require_none(int refusal);

}  // namespace parley::hdf5
