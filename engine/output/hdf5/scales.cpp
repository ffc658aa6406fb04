#include "output/hdf5/scales.hpp"

#include <cstddef>

namespace parley::hdf5 {
namespace {

hobj_ref_t reference_to(hid_t object)
{
    hobj_ref_t reference{};
    check(H5Rcreate(&reference, object, ".", H5R_OBJECT, -1), "referring to an array");
    return reference;
}

/// The specification asks for texts of fixed length here.
void write_fixed_text(hid_t object, char const* name, std::string const& text)
{
    Datatype const type{H5Tcopy(H5T_C_S1), "making the type of", name};
    check(H5Tset_size(type.id(), text.size() + 1), "making the type of", name);
    Dataspace const space{H5Screate(H5S_SCALAR), "making a scalar"};
    Attribute const attribute{
        H5Acreate2(object, name, type.id(), space.id(), H5P_DEFAULT, H5P_DEFAULT),
        "creating attribute", name};
    check(H5Awrite(attribute.id(), type.id(), text.c_str()), "writing attribute", name);
}

void write_list(hid_t object, char const* name, Datatype const& type, hsize_t count,
                void const* values)
{
    Dataspace const space{H5Screate_simple(1, &count, nullptr), "making a list"};
    Attribute const attribute{
        H5Acreate2(object, name, type.id(), space.id(), H5P_DEFAULT, H5P_DEFAULT),
        "creating attribute", name};
    check(H5Awrite(attribute.id(), type.id(), values), "writing attribute", name);
}

}  // namespace

void DimensionScales::add(std::string const& name, hid_t dataset)
{
    write_fixed_text(dataset, "CLASS", "DIMENSION_SCALE");
    write_fixed_text(dataset, "NAME", name);
    scales_.emplace(name, Scale{.dataset = dataset, .reference = reference_to(dataset)});
}

void DimensionScales::attach(hid_t dataset, std::vector<std::string> const& names)
{
    hobj_ref_t const reference = reference_to(dataset);
    std::vector<hvl_t> list;
    std::int32_t dimension = 0;
    for (std::string const& name : names) {
        Scale& scale = scales_.at(name);
        scale.referring.push_back({.dataset = reference, .dimension = dimension++});
        list.push_back({.len = 1, .p = &scale.reference});
    }
    Datatype const type{H5Tvlen_create(H5T_STD_REF_OBJ), "making the type of dimension lists"};
    write_list(dataset, "DIMENSION_LIST", type, list.size(), list.data());
}

void DimensionScales::finish() const
{
    constexpr auto doing = "making the type of reference lists";
    Datatype const type{H5Tcreate(H5T_COMPOUND, sizeof(Reference)), doing};
    check(H5Tinsert(type.id(), "dataset", offsetof(Reference, dataset), H5T_STD_REF_OBJ), doing);
    check(H5Tinsert(type.id(), "dimension", offsetof(Reference, dimension), H5T_NATIVE_INT32),
          doing);
    for (auto const& [name, scale] : scales_) {
        if (!scale.referring.empty()) {
            write_list(scale.dataset, "REFERENCE_LIST", type, scale.referring.size(),
                       scale.referring.data());
        }
    }
}

}  // namespace parley::hdf5
