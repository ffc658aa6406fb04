#pragma once

#include <tuple>
#include <type_traits>

namespace parley {

/// Calls `function(a_m, b_m)` for every pair of members of two objects of one class template, such
/// as an event of names and the same of indices. The template lists its members once, and does not
/// compile when one is forgotten:
///
///     static auto members(auto& self)
///     {
///         auto& [state, weight] = self;
///         return std::tie(state, weight);
///     }
template <class A, class B, class Function>
void for_each_pair(A& a, B& b, Function function)
{
    std::apply(
        [&](auto&... of_a) {
            std::apply([&](auto&... of_b) { (function(of_a, of_b), ...); }, B::members(b));
        },
        A::members(a));
}

/// An object as one of its bases, as constant as it is.
template <class Base, class Object>
auto& part(Object& object)
{
    return static_cast<std::conditional_t<std::is_const_v<Object>, Base const, Base>&>(object);
}

}  // namespace parley
