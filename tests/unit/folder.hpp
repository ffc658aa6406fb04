#pragma once

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace parley {

/// A folder of the test's own, gone at its end.
class Folder {
  public:
    Folder()
    {
        auto pattern = (std::filesystem::temp_directory_path() / "parley-XXXXXX").string();
        if (::mkdtemp(pattern.data()) == nullptr) {
            throw std::runtime_error{"no temporary folder"};
        }
        path_ = pattern;
    }
    Folder(Folder const&) = delete;
    Folder& operator=(Folder const&) = delete;
    ~Folder() { std::filesystem::remove_all(path_); }

    [[nodiscard]] std::filesystem::path operator/(std::string const& name) const
    {
        return path_ / name;
    }
    [[nodiscard]] std::filesystem::path const& path() const { return path_; }

    /// Writes a file and says where.
    [[nodiscard]] std::string write(std::string const& name, std::string const& text) const
    {
        std::ofstream{path_ / name, std::ios::binary} << text;
        return path_ / name;
    }

    /// Names of the files in it, sorted.
    [[nodiscard]] std::vector<std::string> names() const
    {
        std::vector<std::string> all;
        for (auto const& entry : std::filesystem::directory_iterator{path_}) {
            all.push_back(entry.path().filename().string());
        }
        std::ranges::sort(all);
        return all;
    }

  private:
    std::filesystem::path path_;
};

inline std::string bytes_of(std::filesystem::path const& file)
{
    std::ifstream const in{file, std::ios::binary};
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

}  // namespace parley
