#pragma once

#include "output/layout.hpp"

#include <stdexcept>

namespace parley {

/// What one run has for every variable of a layout, in their order. The values lie elsewhere.
struct Row {
    std::vector<Values> values;
    std::size_t sessions = 0;  ///< lines of each variable along `session`
};

/// Adds what a record keeps for these variables.
template <class Record>
void add_values(Row& row, std::vector<VariableOf<Record>> const& variables, Record const& record)
{
    for (auto const& variable : variables) {
        row.values.push_back(variable.values(record));
    }
}

/// A row as bytes: the same for equal values, on every machine of the same byte order.
[[nodiscard]] std::string encoded(Row const& row);

/// Bytes are not those of a row of the layout.
struct DamagedRow : std::runtime_error {
    DamagedRow() : std::runtime_error{"the values of a run are damaged"} {}
};

/// Turns bytes back into rows of one layout. Its memory is used again for the next row.
class RowDecoder {
  public:
    explicit RowDecoder(Layout const& layout);

    /// The row that the bytes hold, until the next call. Throws DamagedRow.
    [[nodiscard]] Row const& operator()(std::string_view bytes);

  private:
    /// Where the values of one variable are put together.
    struct Column {
        OwnedValues place;
        std::size_t row_size;
        bool by_session;
    };

    std::vector<Column> columns_;
    Row row_;
};

}  // namespace parley
