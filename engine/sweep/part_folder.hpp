#pragma once

#include "sweep/part.hpp"

namespace parley {

/// What the parts of a sweep must have in common to belong together.
struct PartKind {
    std::string plan_sha256;
    std::string layout;    ///< SHA-256 of what a row holds
    std::string platform;  ///< what computes

    friend bool operator==(PartKind const&, PartKind const&) = default;
};

/// The folder in which the finished runs of a sweep wait on disk.
///
/// Several processes may add to it at the same time; none removes what another may still need.
class PartFolder {
  public:
    /// What lies in the folder.
    struct Content {
        struct Part {
            std::filesystem::path path;
            PartHead head;
        };
        std::vector<Part> parts;                     ///< whole ones, by name
        std::vector<std::filesystem::path> damaged;  ///< whose runs count as not done

        [[nodiscard]] RunSet runs() const;
    };

    explicit PartFolder(std::filesystem::path path) : path_{std::move(path)} {}

    [[nodiscard]] std::filesystem::path const& path() const { return path_; }

    /// Reads the heads of all parts; with `to_the_end` the runs as well, which finds every damage.
    [[nodiscard]] Content content(bool to_the_end) const;

    /// Writes these runs as one more part, and makes the folder where there is none. Throws
    /// OutputError.
    void add(PartHead const& head, std::vector<FinishedRun> const& runs) const;

    /// Removes these parts, what processes that are gone have left half written, and the folder
    /// itself once it is empty.
    void clear(Content const& content) const;

    /// Removes the folder with everything in it.
    void remove() const;

  private:
    std::filesystem::path path_;
};

}  // namespace parley
