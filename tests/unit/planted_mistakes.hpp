#pragma once

#include "catch.hpp"
#include "document/mistake.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace parley {

/// Messages name files as the user does: within their folder.
class InFolder {
  public:
    explicit InFolder(std::filesystem::path const& folder)
    {
        std::filesystem::current_path(folder);
    }
    InFolder(InFolder const&) = delete;
    InFolder& operator=(InFolder const&) = delete;
    ~InFolder() { std::filesystem::current_path(before_); }

  private:
    std::filesystem::path before_ = std::filesystem::current_path();
};

inline std::string content_of(std::filesystem::path const& path)
{
    std::ostringstream text;
    text << std::ifstream{path}.rdbuf();
    return text.str();
}

/// Every NAME.yaml of a folder, at least so many, is given to `tell`, and the text that it returns
/// must be NAME.expected to the letter. With PARLEY_UPDATE set, the expected files are written
/// anew; read them as a user would.
template <class Tell>
void check_what_is_told(std::string const& folder, std::size_t least, Tell tell)
{
    namespace fs = std::filesystem;
    InFolder const here{folder};
    std::vector<fs::path> files;
    for (auto const& file : fs::directory_iterator{"."}) {
        if (file.path().extension() == ".yaml") {
            files.push_back(file.path().filename());
        }
    }
    std::ranges::sort(files);
    REQUIRE(files.size() >= least);
    for (auto const& file : files) {
        CAPTURE(file.string());
        auto const expected = fs::path{file}.replace_extension(".expected");
        std::string const told = tell(file.string());
        CHECK_FALSE(told.empty());
        // NOLINTNEXTLINE(concurrency-mt-unsafe): nobody changes the environment
        if (std::getenv("PARLEY_UPDATE") != nullptr) {
            std::ofstream{expected} << told;
        }
        CHECK(told == content_of(expected));
    }
}

/// The same for the mistakes that `read` throws.
template <class Read>
void check_planted_mistakes(std::string const& folder, Read read)
{
    check_what_is_told(folder, 25, [&](std::string const& file) {
        try {
            read(file);
        } catch (InputError const& error) {
            return std::string{error.what()} + "\n";
        }
        return std::string{};
    });
}

}  // namespace parley
