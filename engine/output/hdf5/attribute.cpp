#include "output/hdf5/attribute.hpp"

#include <numeric>

namespace parley::hdf5 {
namespace {

Dataspace scalar_space()
{
    return {H5Screate(H5S_SCALAR), "making a scalar"};
}

Dataspace list_space(std::size_t count)
{
    hsize_t const size = count;
    return {H5Screate_simple(1, &size, nullptr), "making a list"};
}

void write(hid_t object, char const* name, hid_t file_type, hid_t memory_type,
           Dataspace const& space, void const* values)
{
    Attribute const attribute{
        H5Acreate2(object, name, file_type, space.id(), H5P_DEFAULT, H5P_DEFAULT),
        "creating attribute", name};
    check(H5Awrite(attribute.id(), memory_type, values), "writing attribute", name);
}

Dataset write_list(hid_t group, std::string const& name, hid_t file_type, hid_t memory_type,
                   std::size_t count, void const* values, hid_t transfer = H5P_DEFAULT)
{
    Dataset dataset{H5Dcreate2(group, name.c_str(), file_type, list_space(count).id(), H5P_DEFAULT,
                               dataset_properties().id(), H5P_DEFAULT),
                    "creating", name};
    if (count > 0) {
        check(H5Dwrite(dataset.id(), memory_type, H5S_ALL, H5S_ALL, transfer, values), "writing",
              name);
    }
    return dataset;
}

}  // namespace

Datatype text_type()
{
    Datatype type{H5Tcopy(H5T_C_S1), "making the type of texts"};
    check(H5Tset_size(type.id(), H5T_VARIABLE), "making the type of texts");
    check(H5Tset_cset(type.id(), H5T_CSET_UTF8), "making the type of texts");
    return type;
}

void write_attribute(hid_t object, char const* name, std::string_view text)
{
    std::string const ended{text};
    char const* const pointer = ended.c_str();
    auto const type = text_type();
    write(object, name, type.id(), type.id(), scalar_space(), static_cast<void const*>(&pointer));
}

void write_attribute(hid_t object, char const* name, double number)
{
    write(object, name, H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, scalar_space(), &number);
}

void write_attribute(hid_t object, char const* name, std::int8_t number)
{
    write(object, name, H5T_STD_I8LE, H5T_NATIVE_INT8, scalar_space(), &number);
}

void write_attribute(hid_t object, char const* name, std::int32_t number)
{
    write(object, name, H5T_STD_I32LE, H5T_NATIVE_INT32, scalar_space(), &number);
}

void write_attribute(hid_t object, char const* name, std::uint64_t number)
{
    write(object, name, H5T_STD_U64LE, H5T_NATIVE_UINT64, scalar_space(), &number);
}

void write_flag_values(hid_t object, hid_t type, int first, std::size_t count)
{
    std::vector<int> values(count);
    std::iota(values.begin(), values.end(), first);
    write(object, "flag_values", type, H5T_NATIVE_INT, list_space(count), values.data());
}

void write_text(hid_t group, std::string const& name, std::string const& text)
{
    auto const type = text_type();
    Dataset const dataset{H5Dcreate2(group, name.c_str(), type.id(), scalar_space().id(),
                                     H5P_DEFAULT, dataset_properties().id(), H5P_DEFAULT),
                          "creating", name};
    char const* const pointer = text.c_str();
    check(H5Dwrite(dataset.id(), type.id(), H5S_ALL, H5S_ALL, text_transfer().id(),
                   static_cast<void const*>(&pointer)),
          "writing", name);
}

Dataset write_texts(hid_t group, std::string const& name, std::span<std::string const> texts)
{
    auto const type = text_type();
    auto const values = pointers(texts);
    return write_list(group, name, type.id(), type.id(), texts.size(),
                      static_cast<void const*>(values.data()), text_transfer().id());
}

Dataset write_numbers(hid_t group, std::string const& name, std::span<std::int32_t const> numbers)
{
    return write_list(group, name, H5T_STD_I32LE, H5T_NATIVE_INT32, numbers.size(), numbers.data());
}

Dataset write_numbers(hid_t group, std::string const& name, std::span<std::int8_t const> numbers)
{
    return write_list(group, name, H5T_STD_I8LE, H5T_NATIVE_INT8, numbers.size(), numbers.data());
}

Dataset write_bytes(hid_t group, std::string const& name, std::string_view bytes)
{
    return write_list(group, name, H5T_STD_U8LE, H5T_NATIVE_UINT8, bytes.size(), bytes.data());
}

std::vector<char const*> pointers(std::span<std::string const> texts)
{
    std::vector<char const*> all;
    all.reserve(texts.size());
    for (std::string const& text : texts) {
        all.push_back(text.c_str());
    }
    return all;
}

Properties text_transfer()
{
    auto properties = make_properties(H5P_DATASET_XFER);
    check(H5Pset_buffer(properties.id(), 16384, nullptr, nullptr), "choosing a buffer");
    return properties;
}

Properties dataset_properties()
{
    auto properties = make_properties(H5P_DATASET_CREATE);
    check(H5Pset_obj_track_times(properties.id(), false), "leaving times out");
    return properties;
}

}  // namespace parley::hdf5
