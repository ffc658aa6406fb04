#pragma once

#include <tuple>

namespace parley {

/// Calls `function(a_m, b_m)` for every pair of members of two objects of one class template, such
/// as an event of names and the same of indices. The template lists its members once:
///
///     static auto members(auto& self) { return std::tie(self.state, self.weight); }
template <class A, class B, class Function>
void for_each_pair(A& a, B& b, Function function)
{
    std::apply(
        [&](auto&... of_a) {
            std::apply([&](auto&... of_b) { (function(of_a, of_b), ...); }, B::members(b));
        },
        A::members(a));
}

}  // namespace parley
