#pragma once

namespace parley {

/// Keeps memory that runs on so many threads give back for what they ask for next. They ask for the
/// same again and again, and a C library that returns it to the kernel in between spends a tenth of
/// their time on that. Does nothing where the C library is not GNU's.
void keep_freed_memory(unsigned threads);

}  // namespace parley
