#pragma once

#include "support/matrix.hpp"

#include <nanobind/nanobind.h>
#include <nanobind/ndarray.h>

#include <memory>
#include <utility>
#include <vector>

namespace parley::python {

namespace nb = nanobind;

/// An array that NumPy may read and not write.
using Reading = nb::ndarray<nb::numpy, double const>;

/// An array that Python gives: rows contiguous, of numbers.
using GivenMatrix = nb::ndarray<double const, nb::ndim<2>, nb::c_contig, nb::device::cpu>;
using GivenVector = nb::ndarray<double const, nb::ndim<1>, nb::c_contig, nb::device::cpu>;

/// Keeps a value alive for as long as Python needs it.
template <class Value>
nb::capsule kept(Value value)
{
    auto held = std::make_unique<Value>(std::move(value));
    nb::capsule owner{held.get(), [](void* at) noexcept { delete static_cast<Value*>(at); }};
    static_cast<void>(held.release());
    return owner;
}

/// NumPy's view of a matrix or a vector that `owner` keeps alive. Nothing is copied.
inline nb::object view(Matrix const& matrix, nb::handle owner)
{
    return nb::cast(
        Reading{matrix.data(),
                {static_cast<std::size_t>(matrix.rows()), static_cast<std::size_t>(matrix.cols())},
                owner});
}

inline nb::object view(Vector const& vector, nb::handle owner)
{
    return nb::cast(Reading{vector.data(), {static_cast<std::size_t>(vector.size())}, owner});
}

/// Numbers in a shape that Python owns from now on, and may write.
template <class Number>
nb::object given_away(std::vector<Number> numbers, std::vector<std::size_t> const& shape)
{
    auto held = std::make_unique<std::vector<Number>>(std::move(numbers));
    Number* const data = held->data();
    nb::capsule owner{held.get(),
                      [](void* at) noexcept { delete static_cast<std::vector<Number>*>(at); }};
    static_cast<void>(held.release());
    return nb::cast(nb::ndarray<nb::numpy, Number>{data, shape.size(), shape.data(), owner});
}

/// The numbers of a matrix or a vector that Python owns from now on, and may write.
inline nb::object given_away(Matrix const& matrix)
{
    return given_away(
        std::vector<double>(matrix.data(), matrix.data() + matrix.size()),
        {static_cast<std::size_t>(matrix.rows()), static_cast<std::size_t>(matrix.cols())});
}

inline nb::object given_away(Vector const& vector)
{
    return given_away(std::vector<double>(vector.data(), vector.data() + vector.size()),
                      {static_cast<std::size_t>(vector.size())});
}

/// A copy of what Python gives.
inline Matrix matrix_of(GivenMatrix const& given)
{
    return Eigen::Map<Matrix const>{given.data(), static_cast<Eigen::Index>(given.shape(0)),
                                    static_cast<Eigen::Index>(given.shape(1))};
}

inline Vector vector_of(GivenVector const& given)
{
    return Eigen::Map<Vector const>{given.data(), static_cast<Eigen::Index>(given.shape(0))};
}

}  // namespace parley::python
