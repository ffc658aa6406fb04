#include "output/hdf5/stored_values.hpp"

#include "output/hdf5/attribute.hpp"
#include "output/hdf5/column.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <concepts>

namespace parley::hdf5 {

std::size_t size_of(Dataspace const& space)
{
    return static_cast<std::size_t>(check(H5Sget_simple_extent_npoints(space.id()), "measuring"));
}

std::vector<hsize_t> sizes_of(Dataspace const& space)
{
    std::vector<hsize_t> shape(
        static_cast<std::size_t>(check(H5Sget_simple_extent_ndims(space.id()), "measuring")));
    check(H5Sget_simple_extent_dims(space.id(), shape.data(), nullptr), "measuring");
    return shape;
}

std::string name_of_type(Datatype const& type)
{
    std::size_t const bits = 8 * H5Tget_size(type.id());
    switch (H5Tget_class(type.id())) {
        case H5T_STRING:
            return "text";
        case H5T_FLOAT:
            return fmt::format("float{}", bits);
        case H5T_INTEGER:
            return fmt::format("{}int{}", H5Tget_sign(type.id()) == H5T_SGN_NONE ? "u" : "", bits);
        default:
            return "unknown";
    }
}

Element element_called(std::string_view type)
{
    constexpr std::array<std::string_view, 6> names{"float64", "int8",   "int16",
                                                    "int32",   "uint64", "text"};
    auto const* const found = std::ranges::find(names, type);
    if (found == names.end()) {
        throw Failure{"looking at an array", fmt::format("its type '{}' is unknown", type)};
    }
    return static_cast<Element>(found - names.begin());
}

std::vector<std::string> as_strings(std::vector<char*> const& pointers)
{
    std::vector<std::string> texts;
    texts.reserve(pointers.size());
    for (char const* pointer : pointers) {
        texts.emplace_back(pointer == nullptr ? "" : pointer);
    }
    return texts;
}

void read_all(Element element, Dataspace const& space, OwnedValues& values,
              ReadInto const& read_into)
{
    auto const type = memory_type(element);
    std::size_t const size = size_of(space);
    if (values.index() != static_cast<std::size_t>(element)) {
        values = empty_values(element);
    }
    std::visit(
        [&]<class Entry>(std::vector<Entry>& entries) {
            if constexpr (std::same_as<Entry, std::string>) {
                Reclaimed<char*> texts{size, type.id(), space.id()};
                read_into(type.id(), texts.place());
                entries = as_strings(texts.values());
            } else {
                entries.resize(size);
                read_into(type.id(), entries.data());
            }
        },
        values);
}

}  // namespace parley::hdf5
