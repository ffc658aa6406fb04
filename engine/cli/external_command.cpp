#include "cli/external_command.hpp"

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace parley {
namespace {

bool is_name(std::string_view word)
{
    constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz0123456789-_";
    return !word.empty() && word.front() != '-' &&
           word.find_first_not_of(letters) == std::string_view::npos;
}

/// The folder of this program; empty where the system does not tell.
std::filesystem::path own_folder()
{
    std::error_code failed;
    auto const self = std::filesystem::read_symlink("/proc/self/exe", failed);
    return failed ? std::filesystem::path{} : self.parent_path();
}

}  // namespace

void run_external_command(int argc, char const* const* argv)
{
    if (argc < 2 || !is_name(argv[1])) {
        return;
    }
    std::string const program = std::string{"parley-"}.append(argv[1]);
    std::vector<std::string> words{program};
    words.insert(words.end(), argv + 2, argv + argc);
    std::vector<char*> pointers;
    std::ranges::transform(words, std::back_inserter(pointers),
                           [](std::string& word) { return word.data(); });
    pointers.push_back(nullptr);
    if (auto const folder = own_folder(); !folder.empty()) {
        ::execv((folder / program).c_str(), pointers.data());
    }
    ::execvp(program.c_str(), pointers.data());
}

}  // namespace parley
