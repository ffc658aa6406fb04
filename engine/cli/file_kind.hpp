#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace parley {

/// What a file is, by its content: results begin as HDF5 files do, tables end in .csv, studies and
/// scenarios have keys of their own.
enum class FileKind { scenario, study, result, table, unknown };

/// Unknown also where there is no such file, or it is no regular one: it is not waited for.
[[nodiscard]] FileKind kind_of(std::string const& path);

/// Throws InputError where a file is not of a kind that a command takes but of another, and says
/// which command takes that. A file of unknown kind passes: its reader says more. So does a study
/// where a scenario is wanted: a scenario's reader points at the key that makes it one.
void refuse_other_kind(std::string const& path, std::initializer_list<FileKind> wanted,
                       std::string_view command);

}  // namespace parley
