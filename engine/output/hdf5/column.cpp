#include "output/hdf5/column.hpp"

#include "output/hdf5/attribute.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <numeric>

namespace parley::hdf5 {
namespace {

/// Filters that a chunk goes through, or is not written at all. HDF5's own functions let it go past
/// those that cannot have the memory that they need, and the bytes would be others.
void add_filters(Properties const& properties)
{
    constexpr auto doing = "choosing the storage of an array";
    constexpr unsigned level = 1;
    auto const add = [&](H5Z_filter_t filter, std::size_t count, unsigned const* values) {
        check(H5Pset_filter(properties.id(), filter, H5Z_FLAG_MANDATORY, count, values), doing);
    };
    add(H5Z_FILTER_SHUFFLE, 0, nullptr);
    add(H5Z_FILTER_DEFLATE, 1, &level);
    add(H5Z_FILTER_FLETCHER32, 0, nullptr);
}

Properties creation_properties(Element element, std::vector<hsize_t> const& chunk)
{
    auto properties = dataset_properties();
    constexpr auto doing = "choosing the storage of an array";
    check(H5Pset_chunk(properties.id(), static_cast<int>(chunk.size()), chunk.data()), doing);
    if (element !=
        Element::text) {  // the checksum is refused on texts, and only their places shrink
        add_filters(properties);
    }
    if (element == Element::float64) {
        double const unknown = std::numeric_limits<double>::quiet_NaN();
        check(H5Pset_fill_value(properties.id(), H5T_NATIVE_DOUBLE, &unknown), doing);
    }
    return properties;
}

/// Chunks are written whole, so a cache would only keep them longer.
Properties uncached()
{
    auto properties = make_properties(H5P_DATASET_ACCESS);
    check(H5Pset_chunk_cache(properties.id(), 0, 0, 0.0), "doing without a cache");
    return properties;
}

std::size_t product(std::vector<hsize_t> const& shape)
{
    return std::accumulate(shape.begin(), shape.end(), std::size_t{1}, std::multiplies<>{});
}

Dataset create(hid_t group, std::string const& name, Element element,
               std::vector<hsize_t> const& row, PlannedRows planned,
               std::vector<hsize_t> const& chunk)
{
    auto const type = stored_type(element);
    std::vector<hsize_t> shape{0};
    std::vector<hsize_t> limits{planned.at_most ? planned.count : H5S_UNLIMITED};
    shape.insert(shape.end(), row.begin(), row.end());
    limits.insert(limits.end(), row.begin(), row.end());
    // An axis without labels has no entries; HDF5 still wants a chunk to fit into it.
    std::ranges::transform(limits, limits.begin(),
                           [](hsize_t n) { return std::max<hsize_t>(n, 1); });
    Dataspace const space{
        H5Screate_simple(static_cast<int>(shape.size()), shape.data(), limits.data()), "shaping",
        name};
    return {H5Dcreate2(group, name.c_str(), type.id(), space.id(), H5P_DEFAULT,
                       creation_properties(element, chunk).id(), uncached().id()),
            "creating", name};
}

}  // namespace

Datatype stored_type(Element element)
{
    switch (element) {
        case Element::float64:
            return {H5Tcopy(H5T_IEEE_F64LE), "making a type"};
        case Element::int8:
            return {H5Tcopy(H5T_STD_I8LE), "making a type"};
        case Element::int16:
            return {H5Tcopy(H5T_STD_I16LE), "making a type"};
        case Element::int32:
            return {H5Tcopy(H5T_STD_I32LE), "making a type"};
        case Element::uint64:
            return {H5Tcopy(H5T_STD_U64LE), "making a type"};
        case Element::text:
            break;
    }
    return text_type();
}

Datatype memory_type(Element element)
{
    auto type = stored_type(element);
    return element == Element::text
               ? std::move(type)
               : Datatype{H5Tget_native_type(type.id(), H5T_DIR_ASCEND), "making a type"};
}

std::size_t chunk_bytes(std::size_t variables)
{
    return variables > 128 ? 65'536 : 262'144;
}

std::vector<hsize_t> chunk_shape(std::size_t element_bytes, std::size_t planned,
                                 std::vector<hsize_t> const& row, std::size_t bytes)
{
    std::vector<hsize_t> chunk{std::max<std::size_t>(planned, 1)};
    chunk.insert(chunk.end(), row.begin(), row.end());
    std::size_t fits = std::max<std::size_t>(bytes / element_bytes, 1);  // elements
    for (auto size = chunk.rbegin(); size != chunk.rend(); ++size) {
        *size = std::max<hsize_t>(*size, 1);
        if (*size > fits) {
            hsize_t const parts = (*size + fits - 1) / fits;
            bool const is_row = size + 1 != chunk.rend();
            *size = is_row ? (*size + parts - 1) / parts : fits;
        }
        fits = std::max<std::size_t>(fits / *size, 1);
    }
    return chunk;
}

Column::Column(hid_t group, std::string name, Element element, std::vector<hsize_t> const& row,
               PlannedRows planned, std::size_t bytes)
    : name_{std::move(name)},
      element_{element},
      shape_{0},
      row_size_{product(row)},
      buffer_{empty_values(element)}
{
    shape_.insert(shape_.end(), row.begin(), row.end());
    auto const type = stored_type(element);
    auto const chunk = chunk_shape(H5Tget_size(type.id()), planned.count, row, bytes);
    chunk_rows_ = chunk.front();
    dataset_ = create(group, name_, element, row, planned, chunk);
}

void Column::append(Values const& values, std::size_t rows)
{
    if (values.index() != buffer_.index()) {
        throw std::invalid_argument{fmt::format("'{}' is given values of another kind", name_)};
    }
    std::visit(
        [&](auto rest) {
            using Entry = std::remove_const_t<typename decltype(rest)::element_type>;
            if (rest.size() != rows * row_size_) {
                throw std::invalid_argument{fmt::format("'{}' is given {} values, not {} x {}",
                                                        name_, rest.size(), rows, row_size_)};
            }
            auto& buffer = std::get<std::vector<Entry>>(buffer_);
            while (rows > 0) {
                std::size_t const taken = std::min(rows, chunk_rows_ - buffered_rows_);
                auto const now = rest.first(taken * row_size_);
                rest = rest.subspan(now.size());
                rows -= taken;
                if (taken == chunk_rows_) {  // whole chunks need no copy
                    write(taken, now);
                    continue;
                }
                buffer.insert(buffer.end(), now.begin(), now.end());
                buffered_rows_ += taken;
                if (buffered_rows_ == chunk_rows_) {
                    flush();
                }
            }
        },
        values);
}

void Column::flush()
{
    if (buffered_rows_ == 0) {
        return;
    }
    std::visit(
        [&](auto& buffer) {
            using Entry = typename std::remove_reference_t<decltype(buffer)>::value_type;
            write(buffered_rows_, std::span<Entry const>{buffer});
            buffer.clear();
        },
        buffer_);
    buffered_rows_ = 0;
}

template <class Entry>
void Column::write(std::size_t rows, std::span<Entry const> values)
{
    sum_.add(values);
    if constexpr (std::same_as<Entry, std::string>) {
        write_rows(rows, static_cast<void const*>(pointers(values).data()));
    } else {
        write_rows(rows, values.data());
    }
}

void Column::write_rows(std::size_t rows, void const* values)
{
    std::vector<hsize_t> first(shape_.size(), 0);
    std::vector<hsize_t> count = shape_;
    first.front() = shape_.front();
    count.front() = rows;
    shape_.front() += rows;
    check(H5Dset_extent(dataset_.id(), shape_.data()), "growing", name_);
    if (row_size_ == 0) {
        return;
    }
    Dataspace const space{H5Dget_space(dataset_.id()), "growing", name_};
    check(H5Sselect_hyperslab(space.id(), H5S_SELECT_SET, first.data(), nullptr, count.data(),
                              nullptr),
          "growing", name_);
    Dataspace const memory{H5Screate_simple(static_cast<int>(count.size()), count.data(), nullptr),
                           "growing", name_};
    auto const transfer =
        element_ == Element::text ? text_transfer() : make_properties(H5P_DATASET_XFER);
    check(H5Dwrite(dataset_.id(), memory_type(element_).id(), memory.id(), space.id(),
                   transfer.id(), values),
          "writing", name_);
}

}  // namespace parley::hdf5
