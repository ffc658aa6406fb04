#include "output/hdf5/reading.hpp"

#include "output/hdf5/attribute.hpp"
#include "output/hdf5/column.hpp"

#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <concepts>
#include <cstdint>

namespace parley::hdf5 {
namespace {

/// Memory that HDF5 allocates for variable-length values goes back to it.
template <class Element>
class Reclaimed {
  public:
    Reclaimed(std::size_t count, hid_t type, hid_t space)
        : values_(count, Element{}), type_{type}, space_{space}
    {
    }
    Reclaimed(Reclaimed const&) = delete;
    Reclaimed& operator=(Reclaimed const&) = delete;
    ~Reclaimed() { H5Dvlen_reclaim(type_, space_, H5P_DEFAULT, place()); }

    [[nodiscard]] std::vector<Element>& values() { return values_; }

    /// Where HDF5 puts the values.
    [[nodiscard]] void* place() { return static_cast<void*>(values_.data()); }

  private:
    std::vector<Element> values_;
    hid_t type_;
    hid_t space_;
};

std::size_t size_of(Dataspace const& space)
{
    return static_cast<std::size_t>(check(H5Sget_simple_extent_npoints(space.id()), "measuring"));
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

std::string name_of(hid_t object)
{
    auto const size = check(H5Iget_name(object, nullptr, 0), "asking for a name");
    std::string name(static_cast<std::size_t>(size), '\0');
    check(H5Iget_name(object, name.data(), name.size() + 1), "asking for a name");
    return name.substr(name.rfind('/') + 1);
}

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

/// Lets `read_into(memory type, place)` put `size` values into their place.
template <class Read>
void read_all(Element element, Dataspace const& space, OwnedValues& values, Read const& read_into)
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

std::vector<hsize_t> sizes_of(Dataspace const& space)
{
    std::vector<hsize_t> shape(
        static_cast<std::size_t>(check(H5Sget_simple_extent_ndims(space.id()), "measuring")));
    check(H5Sget_simple_extent_dims(space.id(), shape.data(), nullptr), "measuring");
    return shape;
}

/// Rows of an array that are read at a time.
std::size_t rows_of_a_piece(std::vector<hsize_t> const& shape)
{
    constexpr hsize_t values = 32'768;
    hsize_t row = 1;
    for (std::size_t d = 1; d < shape.size(); ++d) {
        row *= std::max<hsize_t>(shape[d], 1);
    }
    return static_cast<std::size_t>(std::max<hsize_t>(values / row, 1));
}

}  // namespace

std::vector<std::string> member_names(hid_t group)
{
    H5G_info_t info{};
    check(H5Gget_info(group, &info), "listing what there is");
    std::vector<std::string> names;
    for (hsize_t i = 0; i < info.nlinks; ++i) {
        auto const name_by = [&](char* text, std::size_t room) {
            return check(H5Lget_name_by_idx(group, ".", H5_INDEX_CRT_ORDER, H5_ITER_INC, i, text,
                                            room, H5P_DEFAULT),
                         "listing what there is");
        };
        std::string name(static_cast<std::size_t>(name_by(nullptr, 0)), '\0');
        name_by(name.data(), name.size() + 1);
        names.push_back(std::move(name));
    }
    return names;
}

void require_no_link(hid_t group, std::string const& name)
{
    H5L_info_t link{};
    check(H5Lget_info(group, name.c_str(), &link, H5P_DEFAULT), "opening", name);
    if (link.type != H5L_TYPE_HARD) {
        throw Failure{fmt::format("opening '{}'", name), "it is a link to another place"};
    }
}

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

std::vector<hsize_t> shape_of(hid_t dataset)
{
    return sizes_of({H5Dget_space(dataset), "measuring an array"});
}

std::string type_name(hid_t dataset)
{
    return name_of_type({H5Dget_type(dataset), "looking at an array"});
}

void require_storage(hid_t dataset)
{
    constexpr std::uint64_t most_compressed = 1032;  // bytes in one, by deflate [RFC 1951]
    auto const doing = fmt::format("looking at '{}'", name_of(dataset));
    Properties const creation{H5Dget_create_plist(dataset), doing};
    if (check(H5Pget_external_count(creation.id()), doing) > 0 ||
        check(H5Pget_layout(creation.id()), doing) == H5D_VIRTUAL) {
        throw Failure{doing, "its values stand in another file"};
    }
    File const file{H5Iget_file_id(dataset), doing};
    hsize_t bytes = 0;
    check(H5Fget_filesize(file.id(), &bytes), doing);
    bytes = std::min(bytes, H5Dget_storage_size(dataset));
    bool const compressed = check(H5Pget_nfilters(creation.id()), doing) > 0;
    Datatype const type{H5Dget_type(dataset), doing};
    std::uint64_t left = (compressed ? most_compressed : 1) * bytes / H5Tget_size(type.id());
    auto const shape = shape_of(dataset);
    if (std::ranges::find(shape, hsize_t{0}) != shape.end()) {
        return;
    }
    for (hsize_t const size : shape) {
        left /= size;
    }
    if (left == 0) {
        throw Failure{doing, "its shape has more values than are stored"};
    }
}

bool is_scale(hid_t dataset)
{
    return attribute_text(dataset, "CLASS") == "DIMENSION_SCALE";
}

std::vector<std::string> axes_of(hid_t dataset)
{
    if (is_scale(dataset)) {
        return {name_of(dataset)};
    }
    std::vector<std::string> names(shape_of(dataset).size());
    if (check(H5Aexists(dataset, "DIMENSION_LIST"), "looking for axes") == 0) {
        return names;
    }
    Attribute const list{H5Aopen(dataset, "DIMENSION_LIST", H5P_DEFAULT), "looking for axes"};
    Datatype const type{H5Tvlen_create(H5T_STD_REF_OBJ), "looking for axes"};
    Dataspace const space{H5Aget_space(list.id()), "looking for axes"};
    Reclaimed<hvl_t> references{size_of(space), type.id(), space.id()};
    check(H5Aread(list.id(), type.id(), references.values().data()), "looking for axes");
    for (std::size_t d = 0; d < std::min(names.size(), references.values().size()); ++d) {
        hvl_t const& scales = references.values()[d];
        if (scales.len > 0) {
            Object const scale{H5Rdereference2(dataset, H5P_DEFAULT, H5R_OBJECT, scales.p),
                               "looking for axes"};
            names[d] = name_of(scale.id());
        }
    }
    return names;
}

Element element_of(hid_t dataset)
{
    return element_called(type_name(dataset));
}

OwnedValues read_values(hid_t dataset)
{
    Dataspace const space{H5Dget_space(dataset), "measuring an array"};
    OwnedValues values;
    read_all(element_of(dataset), space, values, [&](hid_t type, void* place) {
        check(H5Dread(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, place), "reading",
              name_of(dataset));
    });
    return values;
}

std::string read_bytes(hid_t dataset)
{
    Dataspace const space{H5Dget_space(dataset), "measuring an array"};
    std::string bytes(size_of(space), '\0');
    check(H5Dread(dataset, H5T_NATIVE_UINT8, H5S_ALL, H5S_ALL, H5P_DEFAULT, bytes.data()),
          "reading", name_of(dataset));
    return bytes;
}

void read_rows(hid_t dataset, std::size_t first, std::size_t count, Element element,
               OwnedValues& values)
{
    auto shape = shape_of(dataset);
    if (shape.empty() || first + count > shape.front()) {
        throw Failure{"reading rows", "an array ends too soon"};
    }
    Dataspace const space{H5Dget_space(dataset), "measuring an array"};
    std::vector<hsize_t> start(shape.size(), 0);
    start.front() = first;
    shape.front() = count;
    check(H5Sselect_hyperslab(space.id(), H5S_SELECT_SET, start.data(), nullptr, shape.data(),
                              nullptr),
          "choosing rows");
    Dataspace const memory{H5Screate_simple(static_cast<int>(shape.size()), shape.data(), nullptr),
                           "choosing rows"};
    read_all(element, memory, values, [&](hid_t type, void* place) {
        check(H5Dread(dataset, type, memory.id(), space.id(), H5P_DEFAULT, place), "reading",
              name_of(dataset));
    });
}

void for_each_piece(hid_t dataset, std::function<void(OwnedValues const&)> const& action)
{
    auto const shape = shape_of(dataset);
    if (std::ranges::find(shape, hsize_t{0}) != shape.end()) {
        return;
    }
    if (shape.empty()) {
        action(read_values(dataset));
        return;
    }
    auto const element = element_of(dataset);
    auto const rows = static_cast<std::size_t>(shape.front());
    auto const at_a_time = rows_of_a_piece(shape);
    OwnedValues values;
    for (std::size_t first = 0; first < rows; first += at_a_time) {
        read_rows(dataset, first, std::min(at_a_time, rows - first), element, values);
        action(values);
    }
}

}  // namespace parley::hdf5
