// Only its precompiled header is of use.
