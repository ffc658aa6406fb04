#pragma once

#include "output/checksum.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace parley {

/// What computes: the build of the engine and the features of the machine that can change a bit.
struct Platform {
    std::string engine_version;
    std::string git_revision;
    bool git_dirty = false;  ///< the checkout differed from that revision
    std::string compiler;
    std::string compile_flags;
    std::string libraries;  ///< "Eigen 3.4.0, fmt 9.1.0, HDF5 1.10.8, ..."
    std::string c_library;  ///< "glibc 2.36"; exp, log and pow are its
    std::string
        processor_features;  ///< "x86_64 avx2 fma": by these it chooses its exp, log and pow
    std::string random_generator;

    friend bool operator==(Platform const&, Platform const&) = default;
};

/// The platform that this program runs on. `other_libraries` are those that this room does not see,
/// such as "yaml-cpp 0.7.0"; they follow the others.
[[nodiscard]] Platform this_platform(std::string_view other_libraries = {});

/// Whose runs a result holds, where it is a sweep's.
struct SweepFacts {
    std::string plan_sha256;       ///< of the plan that its runs belong to
    std::uint64_t plan_runs = 0;   ///< of the whole plan
    std::uint64_t first_run = 0;   ///< place in the plan of the first run
    std::string shard{};           ///< "3/16"; empty for a whole sweep
    bool mixed_platforms = false;  ///< were some runs computed on another platform?

    friend bool operator==(SweepFacts const&, SweepFacts const&) = default;
};

/// Everything that determines a result, to be stored with it. What does not, such as paths and
/// times, is in CallRecord.
struct Provenance {
    /// A file that a scenario or a study read, by the name that it has there.
    struct File {
        std::string name;
        std::string text;
    };

    std::string title;           ///< name of the scenario or study
    std::string summary{};       ///< what the scenario or study is about; may be empty
    std::string creator_name{};  ///< who made the scenario; may be empty
    std::string license{};       ///< of the result; may be empty
    std::string keywords{};      ///< with commas between them; may be empty
    std::uint64_t seed = 0;      ///< of the scenario; the runs' own are with them
    std::string scenario_text;   ///< as given
    std::string
        scenario_resolved;     ///< with every default and all data written out, settings applied
    std::string settings;      ///< `path.to.key=value`, one a line
    std::string study_text{};  ///< as given; empty when the result is not a study's
    std::string study_resolved{};
    std::vector<File> files{};
    Platform platform{};
    std::optional<SweepFacts> sweep{};
};

}  // namespace parley
