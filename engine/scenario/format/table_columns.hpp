#pragma once

#include "scenario/format/describer.hpp"

#include <string>
#include <vector>

namespace parley {

/// A table of the description: the columns that its CSV file may have.
struct TableColumns {
    struct Column {
        std::string name;               ///< "self_image_sending"
        std::vector<std::string> path;  ///< {"self_image", "sending"}
        bool required = false;
        bool list = false;  ///< of ids, written A|B|C
    };
    std::string key;   ///< "states"
    std::string noun;  ///< "state"
    bool by_id = false;
    std::vector<Column> columns;  ///< the id first
};

/// The columns of a table without ids, from the description of a row.
[[nodiscard]] TableColumns table_columns(std::string noun, Describer::Body const& row);

/// The tables that what is described may hold in CSV files.
[[nodiscard]] std::vector<TableColumns> tables_in(Describer::Body const& body);

}  // namespace parley
