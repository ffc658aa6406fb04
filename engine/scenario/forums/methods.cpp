#include "scenario/forums/methods.hpp"

#include "negotiation/additions.hpp"

#include <mutex>
#include <optional>

namespace parley {

namespace {

template <class Entry>
Methods methods_of(std::string_view noun, std::span<Entry const> catalogue)
{
    Methods methods{.noun = noun, .entries = {}};
    for (auto const& entry : catalogue) {
        methods.entries.push_back({entry.name, entry.about, entry.parameters});
    }
    return methods;
}

}  // namespace

Methods const& protocol_methods()
{
    static std::mutex mutex;
    static Methods methods;
    static std::optional<std::size_t> made_with;
    std::lock_guard const lock{mutex};
    if (made_with != additions()) {
        methods = methods_of("protocol", protocol_catalogue());
        made_with = additions();
    }
    return methods;
}

Methods const& rule_methods()
{
    static Methods const methods = methods_of("decision rule", rule_catalogue());
    return methods;
}

}  // namespace parley
