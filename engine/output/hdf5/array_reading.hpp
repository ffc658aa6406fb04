#pragma once

#include "output/hdf5/handle.hpp"
#include "output/variables.hpp"

#include <functional>
#include <vector>

namespace parley::hdf5 {

/// Names of what a group holds, in the order in which it was made.
[[nodiscard]] std::vector<std::string> member_names(hid_t group);

/// Throws Failure where a member of a group is a link to another place, or into another file.
void require_no_link(hid_t group, std::string const& name);

/// The sizes of an array's dimensions; empty for a scalar.
[[nodiscard]] std::vector<hsize_t> shape_of(hid_t dataset);

/// "float64", "int8", ..., "text"
[[nodiscard]] std::string type_name(hid_t dataset);

/// Throws Failure unless the values of an array stand in this file, and can be as many as its shape
/// says: what is stored of them, compressed as far as deflate can, gives no fewer.
void require_storage(hid_t dataset);

/// Is the array the scale of an axis?
[[nodiscard]] bool is_scale(hid_t dataset);

/// Names of the axes that an array lies along; those without a scale are called "".
[[nodiscard]] std::vector<std::string> axes_of(hid_t dataset);

/// The kind of an array's values. Throws Failure where it is none that results have.
[[nodiscard]] Element element_of(hid_t dataset);

/// All values of an array.
[[nodiscard]] OwnedValues read_values(hid_t dataset);

/// The bytes of an array of bytes.
[[nodiscard]] std::string read_bytes(hid_t dataset);

/// The values of `count` entries of an array's first dimension, from the `first` on. Throws Failure
/// also where the array does not reach that far.
void read_rows(hid_t dataset, std::size_t first, std::size_t count, Element element,
               OwnedValues& values);

/// Reads an array from its first row to its last, at most some hundred kilobytes (or a row, where
/// that is more) at a time; of texts about a megabyte, as far as those before tell.
void for_each_piece(hid_t dataset, std::function<void(OwnedValues const&)> const& action);

}  // namespace parley::hdf5
