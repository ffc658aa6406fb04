#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>

namespace parley {

/// A text that somebody wrote: a file, or one setting of a command line.
struct Source {
    enum class Kind {
        document,  ///< a YAML file
        table,     ///< a CSV file: its keys are columns
        setting,   ///< `path.to.key=value`: has no lines
    };
    std::string name;  ///< as messages show it
    std::string text;  ///< UTF-8, lines end in "\n", no byte order mark
    Kind kind = Kind::document;
};

/// Where something stands in a source, so that a message can point at it.
struct Place {
    Source const* source = nullptr;  ///< nullptr: nowhere
    std::size_t offset = 0;          ///< in bytes
};

/// The sources of one reading; they stay where they are, so that places may point to them.
using Sources = std::deque<Source>;

/// Greatest size of a file that is read, in bytes. Before yaml-cpp gives up on a document that
/// opens brackets without end it holds 150 times its size in memory.
[[nodiscard]] constexpr std::size_t largest(Source::Kind kind)
{
    return std::size_t{kind == Source::Kind::table ? 16U : 4U} << 20U;
}

/// Reads a file as a source called `shown`. Throws InputError when it is no regular file, cannot be
/// read or is too large: it never waits for a pipe or reads a device without end; and
/// std::runtime_error when the machine fails.
[[nodiscard]] std::string read_file(std::string const& path, std::string const& shown,
                                    Source::Kind kind);

/// The source of a file's bytes: without byte order mark, lines ending in "\n". Throws InputError
/// at the first byte that is not UTF-8 or a control character, and at the first tab that indents a
/// document.
[[nodiscard]] Source source_of(std::string_view bytes, std::string shown, Source::Kind kind);

/// Decodes the code point at the front of `text`, which is not empty; sets `length` to its bytes.
/// Bytes that are not UTF-8 give -1 and length 1.
[[nodiscard]] char32_t first_code_point(std::string_view text, std::size_t& length);
inline constexpr char32_t not_utf8 = static_cast<char32_t>(-1);

}  // namespace parley
