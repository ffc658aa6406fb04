#pragma once

#include "output/hdf5/handle.hpp"
#include "output/variables.hpp"

#include <optional>
#include <vector>

namespace parley::hdf5 {

/// Names of an object's attributes, in order.
[[nodiscard]] std::vector<std::string> attribute_names(hid_t object);

/// An attribute as text, a list separated by blanks; none where there is no such attribute.
[[nodiscard]] std::optional<std::string> attribute_text(hid_t object, std::string const& name);

/// The values of an open attribute. Throws Failure where their type is none that results have.
[[nodiscard]] OwnedValues read_attribute(hid_t attribute);

/// What `shape_of` and `type_name` tell of an array, of an open attribute.
[[nodiscard]] std::vector<hsize_t> attribute_shape(hid_t attribute);
[[nodiscard]] std::string attribute_type_name(hid_t attribute);

}  // namespace parley::hdf5
