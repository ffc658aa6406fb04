#include "output/verification.hpp"

#include "output/child_process.hpp"
#include "output/hdf5/finished_file.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <system_error>

namespace parley {
namespace {

using Json = nlohmann::json;

FileSum sum_of(std::filesystem::path const& path)
{
    try {
        return file_sum_of(path);
    } catch (std::system_error const& error) {
        refuse_to_read(path, "cannot be read", error.code().value());
    }
}

/// Holds all that there is, and all that should be there, against its sums.
class Inspection {
  public:
    Inspection(hdf5::FinishedFile const& file, Verification& found) : file_{file}, found_{found} {}

    void operator()()
    {
        std::vector<std::string> paths;
        note("/", [&] { paths = hdf5::object_paths(file_.id()); });
        for (std::string const& path : paths) {
            note(path, [&] { inspect(path); });
        }
        for (auto const& [path, sums] : file_.manifest()->all()) {
            if (std::ranges::find(paths, path) == paths.end()) {
                found_.damages.push_back({path, "it is missing"});
            }
        }
    }

  private:
    void inspect(std::string const& path)
    {
        if (!file_.is_array(path)) {
            static_cast<void>(file_.members(path));
            return;
        }
        ++found_.arrays;
        file_.require_sound(path);
        file_.require_values(path, hdf5::value_sum(file_.open_array(path).id()));
    }

    template <class Action>
    void note(std::string const& path, Action const& action)
    {
        try {
            action();
        } catch (hdf5::Failure const& failure) {
            found_.damages.push_back({path, hdf5::damage_in(failure)});
        }
    }

    hdf5::FinishedFile const& file_;
    Verification& found_;
};

/// What the sums inside a file say.
Verification look_inside(std::filesystem::path const& path)
{
    Verification found;
    auto const file = hdf5::FinishedFile::opened_at_once(path);
    found.has_sums = file.manifest() != nullptr;
    if (found.has_sums) {
        Inspection{file, found}();
    }
    return found;
}

/// The same as a text, also where it cannot be opened.
std::string told_inside(std::filesystem::path const& path)
{
    try {
        Verification const found = look_inside(path);
        Json damages = Json::array();
        for (auto const& [where, what] : found.damages) {
            damages.push_back({where, what});
        }
        return Json{{"has_sums", found.has_sums}, {"arrays", found.arrays}, {"damages", damages}}
            .dump(-1, ' ', true, Json::error_handler_t::replace);
    } catch (InputFileError const& error) {
        return Json{{"problem", error.problem()}}.dump();
    }
}

/// The same in a process of its own, since HDF5 may stumble over what it finds. Its time is that of
/// values of which 1 032 bytes are stored in one.
Verification look_inside_apart(std::filesystem::path const& path)
{
    Verification found;
    auto const size = std::filesystem::file_size(path);
    ChildLimits const limits{.seconds = 10 + size / 250'000, .bytes = 1'000'000'000 + 4 * size};
    auto const told = hdf5::is_bearable(path)
                          ? told_by_child([&] { return told_inside(path); }, limits)
                          : std::string{};
    auto const json = Json::parse(told, nullptr, false);
    if (json.contains("problem")) {
        throw InputFileError{path, json["problem"].get<std::string>()};
    }
    if (json.is_discarded()) {
        found.damages.push_back({"/", "HDF5 cannot read it to its end"});
        return found;
    }
    found.has_sums = json["has_sums"].get<bool>();
    found.arrays = json["arrays"].get<std::size_t>();
    for (auto const& damage : json["damages"]) {
        found.damages.push_back({damage[0].get<std::string>(), damage[1].get<std::string>()});
    }
    return found;
}

}  // namespace

Verification verify(std::filesystem::path const& path)
{
    require_regular_file(path);
    FileSum const sum = sum_of(path);
    Verification found = look_inside_apart(path);
    found.file = sum;
    if (found.has_sums && !sum.is_right()) {
        found.damages.insert(found.damages.begin(), Verification::Damage{"", "its sum is wrong"});
    }
    return found;
}

}  // namespace parley
