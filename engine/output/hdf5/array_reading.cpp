#include "output/hdf5/array_reading.hpp"

#include "output/hdf5/attribute.hpp"
#include "output/hdf5/attribute_reading.hpp"
#include "output/hdf5/stored_values.hpp"
#include "output/pace.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <concepts>
#include <cstdint>

namespace parley::hdf5 {
namespace {

std::string path_of(hid_t object)
{
    auto const size = check(H5Iget_name(object, nullptr, 0), "asking for a name");
    std::string path(static_cast<std::size_t>(size), '\0');
    check(H5Iget_name(object, path.data(), path.size() + 1), "asking for a name");
    return path;
}

std::string name_of(hid_t object)
{
    std::string const path = path_of(object);
    return path.substr(path.rfind('/') + 1);
}

/// The name of the scale that an array refers to. HDF5 looks through the whole file for it, so
/// first we look whether it stands beside the array under the name that it gives itself.
std::string name_of_scale(hid_t dataset, hobj_ref_t reference)
{
    Object const scale{H5Rdereference2(dataset, H5P_DEFAULT, H5R_OBJECT, &reference),
                       "looking for axes"};
    std::string own = attribute_text(scale.id(), "NAME").value_or("");
    std::string const path = path_of(dataset);
    std::string const beside = path.substr(0, path.rfind('/') + 1) + own;
    if (!own.empty() && own.find('/') == std::string::npos &&
        check(H5Lexists(dataset, beside.c_str(), H5P_DEFAULT), "looking for axes") > 0) {
        H5O_info_t found{};
        check(H5Oget_info_by_name2(dataset, beside.c_str(), &found, H5O_INFO_BASIC, H5P_DEFAULT),
              "looking for axes");
        if (found.addr == reference) {
            return own;
        }
    }
    return name_of(scale.id());
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

std::size_t bytes_of(OwnedValues const& values)
{
    return std::visit(
        []<class Entry>(std::vector<Entry> const& entries) {
            std::size_t bytes = entries.size() * sizeof(Entry);  // NOLINT(misc-const-correctness)
            if constexpr (std::same_as<Entry, std::string>) {
                for (auto const& text : entries) {
                    bytes += text.size();
                }
            }
            return bytes;
        },
        values);
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
            names[d] = name_of_scale(dataset, *static_cast<hobj_ref_t const*>(scales.p));
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
        check(H5Dread(dataset, type, H5S_ALL, H5S_ALL, text_transfer().id(), place), "reading",
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
        check(H5Dread(dataset, type, memory.id(), space.id(), text_transfer().id(), place),
              "reading", name_of(dataset));
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
    auto const most = rows_of_a_piece(shape);
    Pace pace{most};  // of texts, whose lengths nothing tells
    OwnedValues values;
    for (std::size_t first = 0; first < rows;) {
        auto const count = std::min(element == Element::text ? pace.rows() : most, rows - first);
        read_rows(dataset, first, count, element, values);
        action(values);
        pace.saw(count, bytes_of(values));
        first += count;
    }
}

}  // namespace parley::hdf5
