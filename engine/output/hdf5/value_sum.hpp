#pragma once

#include "output/checksum.hpp"
#include "output/variables.hpp"

namespace parley::hdf5 {

/// SHA-256 of an array's values, which come piece by piece, in the order in which they are stored:
/// numbers as little-endian bytes, each text as UTF-8 with a zero byte behind it.
class ValueSum {
  public:
    void add(Values const& values);
    void add(OwnedValues const& values);

    /// The sum in 64 hexadecimal digits. Nothing can be added afterwards.
    [[nodiscard]] std::string hexadecimal() { return sum_.hexadecimal(); }

  private:
    Checksum sum_;
};

}  // namespace parley::hdf5
