#include "output/hdf5/manifest.hpp"

#include "output/checksum.hpp"
#include "output/hdf5/array_reading.hpp"
#include "output/hdf5/attribute.hpp"
#include "output/hdf5/attribute_reading.hpp"
#include "output/hdf5/scales.hpp"
#include "output/hdf5/value_sum.hpp"

#include <fmt/ranges.h>

#include <algorithm>

namespace parley::hdf5 {
namespace {

constexpr std::string_view no_values = "-";
constexpr std::size_t sum_digits = 64;
constexpr std::ptrdiff_t deepest = 4;  // level of groups; results have two

/// "30x12"; "-" for a single value.
std::string shape_text(std::vector<hsize_t> const& shape)
{
    return shape.empty() ? "-" : fmt::format("{}", fmt::join(shape, "x"));
}

/// What the Dimension Scale Specification writes is told by the names of the axes.
bool belongs_to_scales(std::string_view attribute)
{
    return attribute == "CLASS" || attribute == "NAME" || attribute == "DIMENSION_LIST" ||
           attribute == "REFERENCE_LIST";
}

std::string first_line(hid_t object)
{
    if (H5Iget_type(object) == H5I_GROUP) {
        return "group\n";
    }
    auto const axes = axes_of(object);
    bool const has_axes = std::ranges::any_of(axes, [](auto const& axis) { return !axis.empty(); });
    return fmt::format("{} {} {}\n", type_name(object), shape_text(shape_of(object)),
                       has_axes ? fmt::format("{}", fmt::join(axes, ",")) : "-");
}

std::string attribute_line(hid_t object, std::string const& name)
{
    Attribute const attribute{H5Aopen(object, name.c_str(), H5P_DEFAULT), "opening attribute",
                              name};
    ValueSum sum;
    sum.add(read_attribute(attribute.id()));
    return fmt::format("{} {} {} {}\n", name, attribute_type_name(attribute.id()),
                       shape_text(attribute_shape(attribute.id())), sum.hexadecimal());
}

void add_paths(std::vector<std::string>& paths, hid_t group, std::string const& prefix)
{
    if (std::ranges::count(prefix, '/') > deepest) {
        throw Failure{fmt::format("listing '{}'", prefix), "it lies too deep"};
    }
    for (std::string const& name : member_names(group)) {
        if (prefix == "/" && name == manifest_group) {
            continue;
        }
        require_no_link(group, name);
        Object const object{H5Oopen(group, name.c_str(), H5P_DEFAULT), "opening", name};
        paths.push_back(prefix + name);
        if (H5Iget_type(object.id()) == H5I_GROUP) {
            add_paths(paths, object.id(), paths.back() + "/");
        }
    }
}

bool is_sum(std::string_view text)
{
    return text.size() == sum_digits &&
           text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

/// What stands before the first blank of a line, which it loses together with the blank.
std::string take_word(std::string_view& line)
{
    auto const end = line.find(' ');
    std::string word{line.substr(0, end)};
    line.remove_prefix(end == std::string_view::npos ? line.size() : end + 1);
    return word;
}

}  // namespace

Manifest Manifest::of(hid_t file, ValueSums const& known)
{
    Manifest made;
    for (std::string const& path : object_paths(file)) {
        Object const object{H5Oopen(file, path.c_str(), H5P_DEFAULT), "opening", path};
        Sums sums{.head = head_sum(object.id()), .values = std::string{no_values}};
        if (auto const found = known.find(path); found != known.end()) {
            sums.values = found->second;
        } else if (H5Iget_type(object.id()) == H5I_DATASET) {
            sums.values = value_sum(object.id());
        }
        made.sums_.emplace(path, std::move(sums));
    }
    return made;
}

Manifest::Manifest(std::string_view text)
{
    while (!text.empty()) {
        auto const end = text.find('\n');
        auto line = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        Sums sums{.head = take_word(line), .values = take_word(line)};
        bool const right = is_sum(sums.head) && (is_sum(sums.values) || sums.values == no_values) &&
                           line.starts_with('/') && end != std::string_view::npos;
        if (!right || !sums_.emplace(line, std::move(sums)).second) {
            throw Failure{"reading its sums", "they are no list of sums"};
        }
    }
}

std::string Manifest::text() const
{
    std::string text;
    for (auto const& [path, sums] : sums_) {
        text += fmt::format("{} {} {}\n", sums.head, sums.values, path);
    }
    return text;
}

Manifest::Sums const* Manifest::find(std::string_view path) const
{
    auto const found = sums_.find(path);
    return found == sums_.end() ? nullptr : &found->second;
}

std::vector<std::string> object_paths(hid_t file)
{
    std::vector<std::string> paths{"/"};
    Group const root{H5Gopen2(file, "/", H5P_DEFAULT), "opening", "/"};
    add_paths(paths, root.id(), "/");
    return paths;
}

std::string head_sum(hid_t object)
{
    auto names = attribute_names(object);
    std::ranges::sort(names);
    Checksum sum;
    sum.add(first_line(object));
    for (std::string const& name : names) {
        if (!belongs_to_scales(name) && name != manifest_sum) {
            sum.add(attribute_line(object, name));
        }
    }
    return sum.hexadecimal();
}

std::string value_sum(hid_t array)
{
    ValueSum sum;
    for_each_piece(array, [&](OwnedValues const& values) { sum.add(values); });
    return sum.hexadecimal();
}

void write_manifest(hid_t file, Manifest const& manifest)
{
    Group const group{H5Gcreate2(file, manifest_group, H5P_DEFAULT,
                                 ordered_properties(H5P_GROUP_CREATE).id(), H5P_DEFAULT),
                      "creating group", manifest_group};
    std::string const text = manifest.text();
    auto const array = write_bytes(group.id(), manifest_array, text);
    DimensionScales scales;
    scales.add(manifest_array, array.id());
    write_attribute(file, manifest_sum, sha256(text));
}

}  // namespace parley::hdf5
