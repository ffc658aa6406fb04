#include "cli/overwriting.hpp"

#include "output/errors.hpp"

#include <fmt/format.h>

namespace parley {
namespace {

namespace fs = std::filesystem;

/// Is it the file, or a folder that the file lies in?
bool holds(fs::path const& output, fs::path const& input)
{
    std::error_code none;
    if (fs::equivalent(output, input, none)) {
        return true;
    }
    auto const place = fs::weakly_canonical(input, none);
    for (auto folder = place.parent_path(); folder.has_relative_path();
         folder = folder.parent_path()) {
        if (fs::equivalent(output, folder, none)) {
            return true;
        }
    }
    return false;
}

}  // namespace

void refuse_to_overwrite(std::vector<InputFile> const& inputs, std::vector<fs::path> const& outputs)
{
    for (fs::path const& output : outputs) {
        for (InputFile const& input : inputs) {
            if (holds(output, input.path)) {
                throw InputFileError{output,
                                     fmt::format("is {}; give another name with -o", input.what)};
            }
        }
    }
}

}  // namespace parley
