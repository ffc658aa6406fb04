#pragma once

#include "output/result_reader.hpp"

#include <string>

namespace parley {

/// The negotiations of a result as CSV, a line for each that has ended, with or without agreement.
///
/// Columns: run, what_if, replicate, forum, level, parties (A|B: those who signed or were bound, in
/// a failure those who sat), issues and their terms (in the same order, A|B), result, opened,
/// first_round, signed (when the table ended), in_force, ended (dates, empty where there is none)
/// and why: how the agreement ended or what became of it, or who blocked it and for what reason.
/// Throws InputFileError where the result has no sessions. O(sessions x (states + issues)).
[[nodiscard]] std::string treaties_in_csv(ResultReader const& reader, std::string const& file);

}  // namespace parley
