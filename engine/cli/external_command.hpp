#pragma once

namespace parley {

/// Lets `parley NAME WORD...` run the program `parley-NAME WORD...`, which lies beside this one or
/// on the PATH, in the place of this process: so other packages add commands. Returns where there
/// is no such program, or the name is none: letters, digits, `-` and `_`.
void run_external_command(int argc, char const* const* argv);

}  // namespace parley
