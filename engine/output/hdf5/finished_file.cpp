#include "output/hdf5/finished_file.hpp"

#include "output/checksum.hpp"
#include "output/child_process.hpp"
#include "output/file_sum.hpp"
#include "output/hdf5/array_reading.hpp"
#include "output/hdf5/attribute_reading.hpp"
#include "output/hdf5/driver.hpp"
#include "output/hdf5/value_sum.hpp"
#include "output/result_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace parley::hdf5 {
namespace {

/// Throws ReadError where HDF5 failed only because the system did: the file may be sound.
InputFileError damaged(std::filesystem::path const& path, std::string const& what)
{
    if (auto const refusal = take_read_refusal()) {
        throw ReadError{path, std::generic_category().message(refusal->number)};
    }
    return InputFileError{path,
                          fmt::format("is damaged ({}); copy it again, or compute it again", what)};
}

File open(std::filesystem::path const& path)
{
    require_regular_file(path);
    be_quiet();
    if (!is_hdf5(path)) {
        throw InputFileError{path, "is not a result (it is not an HDF5 file)"};
    }
    auto const access = access_properties();
    use_forgiving_driver(access);
    try {
        return {H5Fopen(path.c_str(), H5F_ACC_RDONLY, access.id()), "opening it"};
    } catch (Failure const& failure) {
        throw InputFileError{
            path, fmt::format("is damaged or cut off ({}); copy it again, or compute it again",
                              damage_in(failure))};
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

/// Carries out what throws std::system_error where the file cannot be read.
template <class Action>
auto reading(std::filesystem::path const& path, Action const& action)
{
    try {
        return action();
    } catch (std::system_error const& error) {
        refuse_to_read(path, "cannot be read", error.code().value());
    }
}

/// The line with which a whole file ends.
void check_last_line(std::filesystem::path const& path)
{
    if (reading(path, [&] { return stated_file_sum(path).empty(); })) {
        throw Failure{"looking at its end", "its last line is missing or changed"};
    }
}

/// Holds the file against the sum in its last line, where it has one.
void check_sum(std::filesystem::path const& path)
{
    FileSum const sum = reading(path, [&] {
        bool const small = std::filesystem::file_size(path) <= FinishedFile::proven_up_to;
        return small ? file_sum_of(path) : FileSum{};
    });
    if (!sum.stated.empty() && !sum.is_right()) {
        throw InputFileError{path,
                             fmt::format("is damaged (the sum of the file is wrong); parley "
                                         "verify tells what of it, and whether the rest holds")};
    }
}

/// "/policy" of "policy".
std::string rooted(std::string const& path)
{
    return path.starts_with('/') ? path : "/" + path;
}

/// Goes through all of a result but its numbers. Throws Failure.
class Rehearsal {
  public:
    explicit Rehearsal(FinishedFile const& file) : file_{file} {}

    void operator()() const
    {
        for (std::string const& path : object_paths(file_.id())) {
            if (file_.is_array(path)) {
                look_at(path);
            } else {
                static_cast<void>(file_.members(path));
            }
        }
    }

  private:
    void look_at(std::string const& path) const
    {
        file_.require_sound(path);
        if (element_of(file_.open_array(path).id()) == Element::text) {
            file_.require_values(path, value_sum(file_.open_array(path).id()));
        }
    }

    FinishedFile const& file_;
};

constexpr std::string_view all_right = "all right";
constexpr char of_machine = '!';  // before what the system refused to a child

/// What a child process says that goes through a result first: that all is right, or what is wrong;
/// nothing where it crashed, or was not done in time. Throws ReadError where the machine failed it.
std::string told_of(std::filesystem::path const& path)
{
    constexpr std::uint64_t gigabyte = 1'000'000'000;
    auto const size = reading(path, [&] { return std::filesystem::file_size(path); });
    ChildLimits const limits{.seconds = 4 + size / 10'000'000, .bytes = gigabyte + 4 * size};
    auto const tell = [&] {
        try {
            auto const file = FinishedFile::opened_at_once(path);
            file.carry_out(Rehearsal{file});
            return std::string{all_right};
        } catch (InputFileError const& error) {
            return error.problem();
        } catch (ReadError const& error) {
            return of_machine + error.reason();
        }
    };
    auto told = told_by_child(tell, limits);
    if (told.starts_with(of_machine)) {
        throw ReadError{path, told.substr(1)};
    }
    return told;
}

/// Throws InputFileError unless a child process finds all right.
void rehearse(std::filesystem::path const& path)
{
    auto const told = told_of(path);
    if (told.empty()) {
        throw damaged(path, "HDF5 cannot read it to its end");
    }
    if (told != all_right) {
        throw InputFileError{path, told};
    }
}

/// The path of a result that HDF5 can bear.
std::filesystem::path readable(std::filesystem::path path)
{
    require_regular_file(path);
    check_sum(path);
    rehearse(path);
    return path;
}

}  // namespace

InputFileError damaged(std::filesystem::path const& path, Failure const& failure)
{
    return damaged(path, fmt::format("{}, while {}", damage_in(failure), failure.doing()));
}

bool is_bearable(std::filesystem::path const& path)
{
    return !told_of(path).empty();
}

std::string damage_in(Failure const& failure)
{
    return failure.is_of_library() ? "HDF5 cannot read it" : failure.reason();
}

FinishedFile::FinishedFile(std::filesystem::path path, AtOnce)
    : path_{std::move(path)}, file_{open(path_)}
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

FinishedFile::FinishedFile(std::filesystem::path path)
    : FinishedFile{readable(std::move(path)), AtOnce{}}
{
    if (manifest_) {  // the child has checked all heads
        for (auto const& [name, sums] : manifest_->all()) {
            right_heads_.insert(name);
        }
    }
}

FinishedFile FinishedFile::opened_at_once(std::filesystem::path path)
{
    return {std::move(path), AtOnce{}};
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
    return check(H5Lexists(file_.id(), path.c_str(), H5P_DEFAULT), "looking for", path) > 0;
}

bool FinishedFile::is_array(std::string const& path) const
{
    Object const object{H5Oopen(file_.id(), path.c_str(), H5P_DEFAULT), "opening", path};
    return H5Iget_type(object.id()) == H5I_DATASET;
}

Dataset FinishedFile::open_array(std::string const& path) const
{
    Dataset array{H5Dopen2(file_.id(), path.c_str(), H5P_DEFAULT), "opening", path};
    require_head(path, array.id());
    return array;
}

void FinishedFile::require_sound(std::string const& path) const
{
    auto const array = open_array(path);
    require_storage(array.id());
    auto const shape = shape_of(array.id());
    auto const group = path.substr(0, path.rfind('/') + 1);
    if (shape.empty() && group == "/provenance/") {
        return;  // a text that stands alone
    }
    auto const axes = axes_of(array.id());
    bool right = !shape.empty() && axes.size() == shape.size();
    for (std::size_t d = 0; right && d < shape.size(); ++d) {
        auto const scale = group + axes[d];
        right = !axes[d].empty() && has(scale) && std::ranges::count(axes, axes[d]) == 1;
        if (right) {
            auto const labels = open_array(scale);
            require_storage(labels.id());
            right = shape_of(labels.id()) == std::vector{shape[d]};
        }
    }
    if (!right) {
        throw Failure{fmt::format("looking at '{}'", path), "its shape is not that of its axes"};
    }
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
    if (!manifest_ || right_heads_.contains(rooted(path))) {
        return;
    }
    if (sums_of(path).head != head_sum(object)) {
        throw Failure{fmt::format("opening '{}'", path),
                      "the sum of its shape and attributes is wrong"};
    }
    right_heads_.insert(rooted(path));
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
