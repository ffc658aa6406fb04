#pragma once

#include "document/mistake.hpp"
#include "document/node.hpp"

namespace parley {

/// How much a document may hold, aliases written out.
struct DocumentLimits {
    int depth = 64;
    std::size_t values = 400'000;
    std::size_t bytes = std::size_t{64} << 20U;
};

/// Reads the one YAML document of a source, from an offset on, as a tree of nodes.
///
/// Merge keys are resolved as YAML 1.1 says: `<<: *name` or `<<: [*a, *b]` adds the keys of other
/// mappings that a mapping does not have itself, an earlier one before a later one. Duplicate keys,
/// tags and what breaks the limits are added to `mistakes` and left out of the tree. Throws
/// InputError where the text is no YAML or holds more than one document, or none.
[[nodiscard]] Node parse_document(Source const& source, Mistakes& mistakes, std::size_t offset = 0,
                                  DocumentLimits limits = {});

}  // namespace parley
