#pragma once

#include <string_view>

namespace parley {

/// What this engine was built from and how: the part of a result's provenance that is fixed when
/// the engine is compiled.
struct BuildInfo {
    std::string_view version;       ///< of the engine, such as 0.1.0
    std::string_view git_revision;  ///< full hash of the commit; "unknown" outside a git checkout
    bool dirty;                     ///< tracked files differed from that commit
    std::string_view compiler;      ///< name and version
    std::string_view flags;         ///< those that can change a result or its speed; no warnings
    std::string_view build_type;    ///< Release, Debug, ...
};

[[nodiscard]] BuildInfo build_info();

}  // namespace parley
