#pragma once

// Catch2, version 3 or 2, under one spelling: Approx, ContainsSubstring, WithinAbs, WithinRel.

#if __has_include(<catch2/catch_all.hpp>)

#include <catch2/catch_all.hpp>

using Catch::Approx;

#else

#include <catch2/catch.hpp>

namespace Catch::Matchers {

inline StdString::ContainsMatcher ContainsSubstring(std::string const& part)
{
    return Contains(part);
}

}  // namespace Catch::Matchers

#endif

using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;
