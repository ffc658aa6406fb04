#pragma once

#include "output/hdf5/handle.hpp"
#include "output/hdf5/value_sum.hpp"
#include "output/variables.hpp"

namespace parley::hdf5 {

/// Bytes of a chunk, about: 256 KiB, or 64 KiB in a file of more than 128 variables, so that memory
/// does not grow with what a study varies.
[[nodiscard]] std::size_t chunk_bytes(std::size_t variables);

/// Shape of a chunk: as many whole rows as make about `bytes`, and when one row is larger than
/// that, a part of a row, cut along its first dimensions into equal parts. Never more rows than
/// `planned`.
[[nodiscard]] std::vector<hsize_t> chunk_shape(std::size_t element_bytes, std::size_t planned,
                                               std::vector<hsize_t> const& row,
                                               std::size_t bytes = chunk_bytes(0));

/// The type of an element in memory, and as it is stored.
[[nodiscard]] Datatype memory_type(Element element);
[[nodiscard]] Datatype stored_type(Element element);

/// How many entries the first dimension of an array is to get.
struct PlannedRows {
    std::size_t count = 1;  ///< at least 1
    bool at_most = true;    ///< may there be no more? Then the dimension is none that readers take
                            ///< for one without end
};

/// An array on disk that grows along its first dimension, by whole chunks and once, at the end, by
/// what is left. It holds no more than one chunk of rows in memory.
class Column {
  public:
    /// Creates the array, empty. `row` is the shape of one entry of the first dimension.
    Column(hid_t group, std::string name, Element element, std::vector<hsize_t> const& row,
           PlannedRows planned, std::size_t bytes = chunk_bytes(0));

    /// Adds rows. Throws std::invalid_argument when the values are of another kind than the
    /// column's, or not `rows` rows.
    void append(Values const& values, std::size_t rows);

    /// Writes what is left. Nothing may be appended after a chunk that was not full.
    void flush();

    /// The sum of all values that were flushed. Nothing may be added afterwards.
    [[nodiscard]] std::string sum() { return sum_.hexadecimal(); }

    [[nodiscard]] hid_t id() const { return dataset_.id(); }
    [[nodiscard]] std::string const& name() const { return name_; }

  private:
    template <class Entry>
    void write(std::size_t rows, std::span<Entry const> values);
    void write_rows(std::size_t rows, void const* values);

    std::string name_;
    Element element_;
    std::vector<hsize_t> shape_;  // on disk
    std::size_t row_size_;        // elements
    std::size_t chunk_rows_;
    std::size_t buffered_rows_ = 0;
    OwnedValues buffer_;
    ValueSum sum_;
    Dataset dataset_;
};

}  // namespace parley::hdf5
