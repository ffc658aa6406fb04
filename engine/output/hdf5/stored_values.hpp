#pragma once

#include "output/hdf5/handle.hpp"
#include "output/variables.hpp"

#include <functional>
#include <string_view>
#include <vector>

namespace parley::hdf5 {

// What attributes and arrays have in common: a type, a shape, and values that come into memory.

/// Memory that HDF5 allocates for variable-length values goes back to it.
template <class Value>
class Reclaimed {
  public:
    Reclaimed(std::size_t count, hid_t type, hid_t space)
        : values_(count, Value{}), type_{type}, space_{space}
    {
    }
    Reclaimed(Reclaimed const&) = delete;
    Reclaimed& operator=(Reclaimed const&) = delete;
    ~Reclaimed() { H5Dvlen_reclaim(type_, space_, H5P_DEFAULT, place()); }

    [[nodiscard]] std::vector<Value>& values() { return values_; }

    /// Where HDF5 puts the values.
    [[nodiscard]] void* place() { return static_cast<void*>(values_.data()); }

  private:
    std::vector<Value> values_;
    hid_t type_;
    hid_t space_;
};

/// How many values there are in all.
[[nodiscard]] std::size_t size_of(Dataspace const& space);

/// The sizes of the dimensions; empty for a scalar.
[[nodiscard]] std::vector<hsize_t> sizes_of(Dataspace const& space);

/// "float64", "int8", ..., "text", or "unknown".
[[nodiscard]] std::string name_of_type(Datatype const& type);

/// The kind of values whose type has this name. Throws Failure where results have no such type.
[[nodiscard]] Element element_called(std::string_view type);

/// Texts of what HDF5 points at; one that is missing is empty.
[[nodiscard]] std::vector<std::string> as_strings(std::vector<char*> const& pointers);

/// Puts values of a type in memory into their place.
using ReadInto = std::function<void(hid_t memory_type, void* place)>;

/// Lets `read_into` put all values of the space into `values`, as values of this kind.
void read_all(Element element, Dataspace const& space, OwnedValues& values,
              ReadInto const& read_into);

}  // namespace parley::hdf5
