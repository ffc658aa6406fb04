#include "cli/file_kind.hpp"

#include "document/document.hpp"
#include "document/mistake.hpp"
#include "sweep/study_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <exception>
#include <filesystem>
#include <fstream>

namespace parley {
namespace {

namespace fs = std::filesystem;

std::string_view noun_of(FileKind kind)
{
    switch (kind) {
        case FileKind::scenario:
            return "a scenario";
        case FileKind::study:
            return "a study";
        case FileKind::result:
            return "a result";
        case FileKind::table:
            return "a table";
        case FileKind::unknown:
            break;
    }
    return "";
}

/// A file as a word of a command line that may be copied.
std::string word(std::string const& path)
{
    bool const plain = path.find_first_of(" \t'\"\\\\$`;&|<>()*?[]{}~#!") == std::string::npos;
    return plain ? visible(path) : fmt::format("\"{}\"", visible(path));
}

/// The commands that take a file of this kind, for somebody who gave it to another.
std::string remedy(FileKind kind, std::string const& path, bool result_wanted)
{
    auto const file = word(path);
    auto const made = word(fs::path{path}.stem().concat(".h5").string());
    switch (kind) {
        case FileKind::scenario:
            return result_wanted
                       ? fmt::format("run it first: parley run {} writes {}", file, made)
                       : fmt::format("run it: parley run {}; or name it in a study: 'scenario: {}'",
                                     file, visible(path));
        case FileKind::study:
            return result_wanted
                       ? fmt::format("run it first: parley sweep {} writes {}", file, made)
                       : fmt::format("run it: parley sweep {}", file);
        case FileKind::result:
            return fmt::format(
                "see what it holds: parley info {}; or whether it is whole: parley "
                "verify {}",
                file, file);
        case FileKind::table:
            return fmt::format(
                "positions are bargained over by: parley negotiate {} --protocol "
                "NAME; tables of states and flows are named in a scenario",
                file);
        case FileKind::unknown:
            break;
    }
    return "";
}

bool is_regular(std::string const& path)
{
    std::error_code none;
    return !path.empty() && path.find('\0') == std::string::npos && fs::is_regular_file(path, none);
}

/// A pipe is not opened, which would wait for somebody to write into it.
bool is_hdf5(std::string const& path)
{
    if (!is_regular(path)) {
        return false;
    }
    constexpr std::string_view signature = "\x89HDF\r\n\x1a\n";
    std::array<char, signature.size()> head{};
    std::ifstream file{path, std::ios::binary};
    return file.read(head.data(), head.size()) &&
           std::string_view{head.data(), head.size()} == signature;
}

bool ends_in_csv(std::string const& path)
{
    auto ending = fs::path{path}.extension().string();
    std::ranges::transform(ending, ending.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c; });
    return ending == ".csv";
}

FileKind yaml_kind(std::string const& path)
{
    try {
        Mistakes mistakes;
        auto const source =
            source_of(read_file(path, path, Source::Kind::document), path, Source::Kind::document);
        auto const root = parse_document(source, mistakes);
        auto const has = [&](std::string_view key) { return root.find(key) != nullptr; };
        if (has("study") || has("vary")) {
            return FileKind::study;
        }
        return has("states") || has("issues") || has("forums") ? FileKind::scenario
                                                               : FileKind::unknown;
    } catch (std::exception const&) {
        return FileKind::unknown;
    }
}

}  // namespace

FileKind kind_of(std::string const& path)
{
    if (!is_regular(path)) {
        return FileKind::unknown;
    }
    if (is_hdf5(path)) {
        return FileKind::result;
    }
    return ends_in_csv(path) ? FileKind::table : yaml_kind(path);
}

void refuse_other_kind(std::string const& path, std::initializer_list<FileKind> wanted,
                       std::string_view command)
{
    auto const wants = [&](FileKind kind) { return std::ranges::count(wanted, kind) > 0; };
    bool const is_result = is_hdf5(path);
    bool const cheap = is_regular(path) && !is_result && !ends_in_csv(path);
    if ((wants(FileKind::scenario) && cheap) || (wants(FileKind::result) && is_result) ||
        (wants(FileKind::table) && ends_in_csv(path))) {
        return;  // a whole YAML file need not be read twice
    }
    auto const kind = kind_of(path);
    if (kind == FileKind::unknown || wants(kind)) {
        return;
    }
    std::string nouns;
    for (auto const each : wanted) {
        nouns += fmt::format("{}{}", nouns.empty() ? "" : " or ", noun_of(each));
    }
    give_up_on(path, fmt::format("this is {}, not {}", noun_of(kind), nouns),
               fmt::format("parley {} takes {}", command, nouns),
               remedy(kind, path, wants(FileKind::result)));
}

}  // namespace parley
