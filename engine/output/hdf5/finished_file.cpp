#include "output/hdf5/finished_file.hpp"

#include "output/checksum.hpp"
#include "output/file_sum.hpp"
#include "output/hdf5/reading.hpp"
#include "output/hdf5/value_sum.hpp"
#include "output/result_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace parley::hdf5 {
namespace {

/// What the system says to opening the file, or nothing when it lets us.
void check_that_it_opens(std::filesystem::path const& path)
{
    if (std::filesystem::is_directory(path)) {
        throw InputFileError{path, "is a folder, not a result"};
    }
    int const file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        throw InputFileError{
            path, fmt::format("cannot be opened ({})", std::generic_category().message(errno))};
    }
    ::close(file);
}

File open(std::filesystem::path const& path)
{
    check_that_it_opens(path);
    be_quiet();
    if (H5Fis_hdf5(path.c_str()) <= 0) {
        throw InputFileError{path, "is not a result (it is not an HDF5 file)"};
    }
    auto const access = access_properties();
    try {
        return {H5Fopen(path.c_str(), H5F_ACC_RDONLY, access.id()), "opening it"};
    } catch (Failure const& failure) {
        throw InputFileError{path, fmt::format("is damaged or cut off ({})", failure.reason())};
    }
}

/// The version of the format, one of those that are known.
std::string check_format(hid_t file, std::filesystem::path const& path)
{
    if (attribute_text(file, "format") != format_name) {
        throw InputFileError{path, "is an HDF5 file, but not a result of Parley"};
    }
    auto const version = attribute_text(file, "format_version").value_or("unknown");
    if (version != "1" && version != std::to_string(format_version)) {
        auto const engine = attribute_text(file, "engine_version").value_or("unknown");
        throw InputFileError{
            path, fmt::format("has format version {}, written by Parley {} (this engine reads "
                              "versions 1 and {} only)",
                              version, engine, format_version)};
    }
    return version;
}

/// The line with which a whole file ends.
void check_last_line(std::filesystem::path const& path)
{
    try {
        if (stated_file_sum(path).empty()) {
            throw Failure{"looking at its end", "its last line is missing or changed"};
        }
    } catch (std::system_error const& error) {
        throw InputFileError{path, fmt::format("cannot be read ({})", error.code().message())};
    }
}

/// "/policy" of "policy".
std::string rooted(std::string const& path)
{
    return path.starts_with('/') ? path : "/" + path;
}

}  // namespace

FinishedFile::FinishedFile(std::filesystem::path path) : path_{std::move(path)}, file_{open(path_)}
{
    carry_out([&] {
        if (check_format(file_.id(), path_) != "1") {
            check_last_line(path_);
            read_manifest();
        } else if (attribute_text(file_.id(), manifest_sum)) {
            throw Failure{"looking at its format", "it has sums, which format 1 has not"};
        }
    });
}

void FinishedFile::read_manifest()
{
    constexpr auto doing = "reading its sums";
    Group const group{H5Gopen2(file_.id(), manifest_group, H5P_DEFAULT), doing};
    Dataset const array{H5Dopen2(group.id(), manifest_array, H5P_DEFAULT), doing};
    auto const text = read_bytes(array.id());
    if (attribute_text(file_.id(), manifest_sum) != sha256(text)) {
        throw Failure{doing, "the sum of the sums is wrong"};
    }
    manifest_.emplace(text);
    Group const root{H5Gopen2(file_.id(), "/", H5P_DEFAULT), doing};
    require_head("/", root.id());
}

bool FinishedFile::has(std::string const& path) const
{
    return H5Lexists(file_.id(), path.c_str(), H5P_DEFAULT) > 0;
}

Dataset FinishedFile::open_array(std::string const& path) const
{
    Dataset array{H5Dopen2(file_.id(), path.c_str(), H5P_DEFAULT), "opening", path};
    require_head(path, array.id());
    return array;
}

std::vector<std::string> FinishedFile::members(std::string const& path) const
{
    Group const group{H5Gopen2(file_.id(), path.c_str(), H5P_DEFAULT), "opening", path};
    require_head(path, group.id());
    auto names = member_names(group.id());
    if (path == "/") {
        std::erase(names, manifest_group);
    }
    return names;
}

OwnedValues FinishedFile::read(std::string const& path) const
{
    auto const array = open_array(path);
    auto values = read_values(array.id());
    if (manifest_) {
        ValueSum sum;
        sum.add(values);
        require_values(path, sum.hexadecimal());
    }
    return values;
}

void FinishedFile::require_values(std::string const& path, std::string const& sum) const
{
    if (manifest_ && sums_of(path).values != sum) {
        throw Failure{fmt::format("reading '{}'", path), "the sum of its values is wrong"};
    }
}

void FinishedFile::require_head(std::string const& path, hid_t object) const
{
    if (manifest_ && sums_of(path).head != head_sum(object)) {
        throw Failure{fmt::format("opening '{}'", path),
                      "the sum of its shape and attributes is wrong"};
    }
}

Manifest::Sums const& FinishedFile::sums_of(std::string const& path) const
{
    auto const* sums = manifest_->find(rooted(path));
    if (sums == nullptr) {
        throw Failure{fmt::format("opening '{}'", path), "it has no sum"};
    }
    return *sums;
}

}  // namespace parley::hdf5
