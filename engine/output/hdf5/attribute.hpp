#pragma once

#include "output/hdf5/handle.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace parley::hdf5 {

/// The type of variable-length UTF-8 text.
[[nodiscard]] Datatype text_type();

/// Adds an attribute to an object.
void write_attribute(hid_t object, char const* name, std::string_view text);
void write_attribute(hid_t object, char const* name, double number);
void write_attribute(hid_t object, char const* name, std::int8_t number);
void write_attribute(hid_t object, char const* name, std::int32_t number);
void write_attribute(hid_t object, char const* name, std::uint64_t number);

/// Adds the attribute `flag_values`, first, first + 1, ... of the flag's own type.
void write_flag_values(hid_t object, hid_t type, int first, std::size_t count);

/// Adds a scalar text to a group.
void write_text(hid_t group, std::string const& name, std::string const& text);

/// Adds an array of texts to a group and returns it, still open.
[[nodiscard]] Dataset write_texts(hid_t group, std::string const& name,
                                  std::span<std::string const> texts);

/// Adds an array of whole numbers to a group and returns it, still open.
[[nodiscard]] Dataset write_numbers(hid_t group, std::string const& name,
                                    std::span<std::int32_t const> numbers);
[[nodiscard]] Dataset write_numbers(hid_t group, std::string const& name,
                                    std::span<std::int8_t const> numbers);

/// Adds an array of bytes to a group and returns it, still open.
[[nodiscard]] Dataset write_bytes(hid_t group, std::string const& name, std::string_view bytes);

/// Pointers as HDF5 wants texts. They point into `texts`.
[[nodiscard]] std::vector<char const*> pointers(std::span<std::string const> texts);

/// Properties with which texts are written and read: HDF5 clears its buffer, by default 1 MiB, for
/// every array. Numbers need none.
[[nodiscard]] Properties text_transfer();

/// Properties with which an array is made: no times.
[[nodiscard]] Properties dataset_properties();

}  // namespace parley::hdf5
