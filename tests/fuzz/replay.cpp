// Gives every file of the folders that are named to a target, as any compiler builds it.

#include "fuzz/target.hpp"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>

int main(int argc, char** argv)
{
    namespace fs = std::filesystem;
    std::size_t count = 0;
    for (int i = 1; i < argc; ++i) {
        std::vector<fs::path> files;
        for (auto const& entry : fs::directory_iterator{argv[i]}) {
            if (entry.is_regular_file()) {
                files.push_back(entry.path());
            }
        }
        std::ranges::sort(files);
        for (auto const& path : files) {
            std::fprintf(stderr, "%s\n", path.c_str());  // the last one is told when it breaks
            std::ifstream file{path, std::ios::binary};
            std::string const text{std::istreambuf_iterator<char>{file}, {}};
            // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): as libFuzzer calls it
            LLVMFuzzerTestOneInput(reinterpret_cast<std::uint8_t const*>(text.data()), text.size());
            ++count;
        }
    }
    std::fprintf(stderr, "%zu files replayed\n", count);
    return count == 0 ? 1 : 0;
}
