#pragma once

#include "output/exact_numbers.hpp"
#include "output/hdf5/handle.hpp"
#include "output/variables.hpp"

#include <optional>
#include <vector>

namespace parley::hdf5 {

/// Names of what a group holds, in the order in which it was made.
[[nodiscard]] std::vector<std::string> member_names(hid_t group);

/// Names of an object's attributes, in order.
[[nodiscard]] std::vector<std::string> attribute_names(hid_t object);

/// An attribute as text, a list separated by blanks; none where there is no such attribute.
[[nodiscard]] std::optional<std::string> attribute_text(hid_t object, std::string const& name);

/// The sizes of an array's dimensions; empty for a scalar.
[[nodiscard]] std::vector<hsize_t> shape_of(hid_t dataset);

/// "float64", "int8", ..., "text"
[[nodiscard]] std::string type_name(hid_t dataset);

/// Is the array the scale of an axis?
[[nodiscard]] bool is_scale(hid_t dataset);

/// Names of the axes that an array lies along; those without a scale are called "".
[[nodiscard]] std::vector<std::string> axes_of(hid_t dataset);

/// All values of an array of numbers, of any type. Integers of more than 53 bits are rounded.
[[nodiscard]] std::vector<double> read_numbers(hid_t dataset);

/// All values of an array of numbers, with every bit that they have in the file.
[[nodiscard]] ExactNumbers read_exact_numbers(hid_t dataset);

/// All values of an array of variable-length texts.
[[nodiscard]] std::vector<std::string> read_texts(hid_t dataset);

/// The values of `count` entries of an array's first dimension, from the `first` on. Throws Failure
/// also where the array does not reach that far.
void read_rows(hid_t dataset, std::size_t first, std::size_t count, Element element,
               OwnedValues& values);

}  // namespace parley::hdf5
