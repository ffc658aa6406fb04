#include "output/hdf5/attribute_reading.hpp"

#include "output/hdf5/attribute.hpp"
#include "output/hdf5/stored_values.hpp"

#include <fmt/ranges.h>

#include <cstdint>

namespace parley::hdf5 {
namespace {

template <class Number>
std::string list_text(hid_t attribute, hid_t memory_type, std::size_t count)
{
    std::vector<Number> numbers(count);
    check(H5Aread(attribute, memory_type, numbers.data()), "reading an attribute");
    return fmt::format("{}", fmt::join(numbers, " "));
}

std::string texts_text(hid_t attribute, hid_t stored_type, Dataspace const& space)
{
    if (check(H5Tis_variable_str(stored_type), "reading an attribute") > 0) {
        auto const type = text_type();
        Reclaimed<char*> texts{size_of(space), type.id(), space.id()};
        check(H5Aread(attribute, type.id(), texts.place()), "reading an attribute");
        return fmt::format("{}", fmt::join(as_strings(texts.values()), " "));
    }
    std::string text(H5Tget_size(stored_type) * size_of(space), '\0');
    check(H5Aread(attribute, stored_type, text.data()), "reading an attribute");
    return text.substr(0, text.find('\0'));
}

}  // namespace

std::vector<std::string> attribute_names(hid_t object)
{
    std::vector<std::string> names;
    auto const add = [](hid_t, char const* name, H5A_info_t const*, void* all) {
        static_cast<std::vector<std::string>*>(all)->emplace_back(name);
        return herr_t{0};
    };
    check(H5Aiterate2(object, H5_INDEX_CRT_ORDER, H5_ITER_INC, nullptr, add, &names),
          "listing attributes");
    return names;
}

std::optional<std::string> attribute_text(hid_t object, std::string const& name)
{
    if (check(H5Aexists(object, name.c_str()), "looking for attribute", name) == 0) {
        return std::nullopt;
    }
    Attribute const attribute{H5Aopen(object, name.c_str(), H5P_DEFAULT), "opening attribute",
                              name};
    Datatype const type{H5Aget_type(attribute.id()), "reading attribute", name};
    Dataspace const space{H5Aget_space(attribute.id()), "reading attribute", name};
    switch (H5Tget_class(type.id())) {
        case H5T_STRING:
            return texts_text(attribute.id(), type.id(), space);
        case H5T_FLOAT:
            return list_text<double>(attribute.id(), H5T_NATIVE_DOUBLE, size_of(space));
        case H5T_INTEGER:
            return H5Tget_sign(type.id()) == H5T_SGN_NONE
                       ? list_text<std::uint64_t>(attribute.id(), H5T_NATIVE_UINT64, size_of(space))
                       : list_text<std::int64_t>(attribute.id(), H5T_NATIVE_INT64, size_of(space));
        default:
            return "";
    }
}

OwnedValues read_attribute(hid_t attribute)
{
    constexpr auto doing = "reading an attribute";
    auto const element = element_called(attribute_type_name(attribute));
    Dataspace const space{H5Aget_space(attribute), doing};
    OwnedValues values;
    read_all(element, space, values,
             [&](hid_t type, void* place) { check(H5Aread(attribute, type, place), doing); });
    return values;
}

std::vector<hsize_t> attribute_shape(hid_t attribute)
{
    return sizes_of({H5Aget_space(attribute), "measuring an attribute"});
}

std::string attribute_type_name(hid_t attribute)
{
    return name_of_type({H5Aget_type(attribute), "looking at an attribute"});
}

}  // namespace parley::hdf5
