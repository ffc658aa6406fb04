// Planted mistakes: every tests/cli/mistakes/NAME.yaml is read, and what is said must be NAME.expected
// to the letter. `PARLEY_UPDATE=1` writes the expected files anew; read them as a user would.

#include "catch.hpp"
#include "scenario/scenario_file.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

using namespace parley;
namespace fs = std::filesystem;

namespace {

/// Messages name files as the user does: within their folder.
class InFolder {
  public:
    explicit InFolder(fs::path const& folder) { fs::current_path(folder); }
    InFolder(InFolder const&) = delete;
    InFolder& operator=(InFolder const&) = delete;
    ~InFolder() { fs::current_path(before_); }

  private:
    fs::path before_ = fs::current_path();
};

std::string told_about(std::string const& file)
{
    try {
        (void)read_scenario(file);
    } catch (InputError const& error) {
        return std::string{error.what()} + "\n";
    }
    return "";
}

std::string content_of(fs::path const& path)
{
    std::ostringstream text;
    text << std::ifstream{path}.rdbuf();
    return text.str();
}

}  // namespace

TEST_CASE("every planted mistake is reported to the letter")
{
    InFolder const here{"tests/cli/mistakes"};
    std::vector<fs::path> files;
    for (auto const& file : fs::directory_iterator{"."}) {
        if (file.path().extension() == ".yaml") {
            files.push_back(file.path().filename());
        }
    }
    std::ranges::sort(files);
    REQUIRE(files.size() >= 25);
    for (auto const& file : files) {
        CAPTURE(file.string());
        auto const expected = fs::path{file}.replace_extension(".expected");
        auto const told = told_about(file.string());
        CHECK_FALSE(told.empty());
        if (std::getenv("PARLEY_UPDATE") != nullptr) {
            std::ofstream{expected} << told;
        }
        CHECK(told == content_of(expected));
    }
}
