#pragma once

#include "cli/table_output.hpp"
#include "output/result_reader.hpp"

#include <memory>
#include <string>

namespace parley {

/// The negotiations of a result as CSV, a line for each that has ended, with or without agreement.
/// They are read and written in blocks, so that the table may be larger than the memory.
///
/// Columns: run, what_if, replicate, forum, level, parties (A|B: those who signed or were bound, in
/// a failure those who sat), issues that were agreed or lay on the table and their terms (in the
/// same order, A|B), result, opened,
/// first_round, signed (when the table ended), in_force, ended (dates, empty where there is none)
/// and why: how the agreement ended or what became of it, or who blocked it and for what reason.
/// O(sessions x (states + issues)).
class TreatyTable {
  public:
    /// Throws InputFileError where the result has no sessions, or they are damaged.
    TreatyTable(ResultReader const& reader, std::string file);
    TreatyTable(TreatyTable const&) = delete;
    TreatyTable& operator=(TreatyTable const&) = delete;
    ~TreatyTable();

    void write(TableOutput& table) const;

  private:
    class Sessions;
    std::unique_ptr<Sessions> sessions_;
};

}  // namespace parley
