#pragma once

#include <string>

// What differs between systems, in one place: the C library of GNU, musl, macOS.
namespace parley {

/// The C library that the program runs with: "glibc 2.36"; "unknown" where it does not say.
[[nodiscard]] std::string c_library();

/// The processors that this process may use, at least 1: those of its affinity where the system has
/// such a thing, else all.
[[nodiscard]] unsigned usable_processors();

}  // namespace parley
