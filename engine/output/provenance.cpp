#include "output/provenance.hpp"

#include "output/build_info.hpp"
#include "support/machine.hpp"

#include <Eigen/Core>
#include <fmt/format.h>
#include <hdf5.h>

namespace parley {
namespace {

std::string libraries(std::string_view others)
{
    unsigned major = 0;
    unsigned minor = 0;
    unsigned release = 0;
    H5get_libversion(&major, &minor, &release);
    auto text = fmt::format("Eigen {}.{}.{}, fmt {}.{}.{}, HDF5 {}.{}.{}", EIGEN_WORLD_VERSION,
                            EIGEN_MAJOR_VERSION, EIGEN_MINOR_VERSION, FMT_VERSION / 10000,
                            FMT_VERSION / 100 % 100, FMT_VERSION % 100, major, minor, release);
    if (!others.empty()) {
        text.append(", ").append(others);
    }
    return text;
}

std::string processor_features()
{
#ifdef __x86_64__
    std::string features = "x86_64";
    __builtin_cpu_init();
    features += __builtin_cpu_supports("avx2") ? " avx2" : "";
    features += __builtin_cpu_supports("fma") ? " fma" : "";
    features += __builtin_cpu_supports("fma4") ? " fma4" : "";
    return features;
#elif defined(__aarch64__)
    return "aarch64";
#else
    return "unknown";
#endif
}

}  // namespace

Platform this_platform(std::string_view other_libraries)
{
    BuildInfo const build = build_info();
    return {.engine_version = std::string{build.version},
            .git_revision = std::string{build.git_revision},
            .git_dirty = build.dirty,
            .compiler = std::string{build.compiler},
            .compile_flags = std::string{build.flags},
            .libraries = libraries(other_libraries),
            .c_library = c_library(),
            .processor_features = processor_features(),
            .random_generator = "Philox4x64-10"};
}

}  // namespace parley
