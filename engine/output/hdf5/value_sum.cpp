#include "output/hdf5/value_sum.hpp"

#include <bit>
#include <concepts>

namespace parley::hdf5 {

static_assert(std::endian::native == std::endian::little, "sums are those of little-endian bytes");

void ValueSum::add(Values const& values)
{
    std::visit(
        [&]<class Entry>(std::span<Entry const> entries) {
            if constexpr (std::same_as<Entry, std::string>) {
                for (std::string const& text : entries) {
                    sum_.add({text.c_str(), text.size() + 1});
                }
            } else {
                // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): numbers as bytes
                sum_.add({reinterpret_cast<char const*>(entries.data()), entries.size_bytes()});
            }
        },
        values);
}

void ValueSum::add(OwnedValues const& values)
{
    std::visit(
        [&]<class Entry>(std::vector<Entry> const& entries) {
            add(Values{std::span<Entry const>{entries}});
        },
        values);
}

}  // namespace parley::hdf5
