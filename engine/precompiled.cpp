// Only its precompiled header is of use (PARLEY_PRECOMPILE).
