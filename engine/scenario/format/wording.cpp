#include "scenario/format/wording.hpp"

#include "document/number.hpp"

#include <fmt/format.h>

#include <cmath>

namespace parley {

namespace {

/// Bounds that only keep numbers finite are told to those alone who overstep one.
constexpr double beyond_interest = 1e6;

/// Which ends of a range to tell.
struct Ends {
    bool least;
    bool most;
};

Ends ends_of_interest(Range const& range)
{
    return {.least = range.least > -beyond_interest, .most = range.most < beyond_interest};
}

std::string with_unit(std::string words, std::string_view unit)
{
    return unit.empty() ? words : fmt::format("{} ({})", words, unit);
}

std::string in_words(Range const& range, Ends told)
{
    std::string words = "a number";
    if (told.least && told.most && !range.above && !range.below) {
        words += fmt::format(" from {} to {}", to_text(range.least), to_text(range.most));
    } else if (told.least && told.most) {
        words += fmt::format(" {} {} and {} {}", range.above ? "above" : "of at least",
                             to_text(range.least), range.below ? "below" : "at most",
                             to_text(range.most));
    } else if (told.least) {
        words += range.above ? fmt::format(" above {}", to_text(range.least))
                             : fmt::format(" of {} or more", to_text(range.least));
    } else if (told.most) {
        words += fmt::format(" {} {}", range.below ? "below" : "of at most", to_text(range.most));
    }
    return with_unit(words, range.unit);
}

}  // namespace

std::string in_words(Range const& range)
{
    return in_words(range, ends_of_interest(range));
}

std::string in_words(Range const& range, double outside)
{
    Ends told = ends_of_interest(range);
    if ((outside < range.least && !told.least) || (outside > range.most && !told.most)) {
        told = {.least = std::isfinite(range.least), .most = std::isfinite(range.most)};
    }
    return in_words(range, told);
}

bool may_name_groups(Named named)
{
    return named == Named::state || named == Named::issue || named == Named::authority;
}

std::string plural(std::string_view noun)
{
    return noun.ends_with('y') ? std::string{noun.substr(0, noun.size() - 1)} + "ies"
                               : std::string{noun} + 's';
}

std::string in_words(std::string_view noun, Count count)
{
    std::string const least = std::to_string(count.least);
    if (count.least == count.most) {
        return fmt::format("{} {}", least, plural(noun));
    }
    return count.most == Count{}.most ? fmt::format("{} or more {}", least, plural(noun))
                                      : fmt::format("{} to {} {}", least, count.most, plural(noun));
}

std::string in_words(WholeRange const& range)
{
    std::string words = fmt::format("a whole number from {} to {}", range.least, range.most);
    if (range.most == std::numeric_limits<std::uint64_t>::max()) {
        words = range.least == 0 ? "a whole number"
                                 : fmt::format("a whole number of {} or more", range.least);
    } else if (range.least == range.most) {
        words = std::to_string(range.least);
    }
    return with_unit(words, range.unit);
}

std::string in_symbols(Range const& range)
{
    Ends const told = ends_of_interest(range);
    if (told.least && told.most) {
        return fmt::format("{}{}, {}{}", range.above ? '(' : '[', to_text(range.least),
                           to_text(range.most), range.below ? ')' : ']');
    }
    if (told.least) {
        return fmt::format("{} {}", range.above ? ">" : ">=", to_text(range.least));
    }
    return told.most ? fmt::format("{} {}", range.below ? "<" : "<=", to_text(range.most)) : "any";
}

std::string in_symbols(WholeRange const& range)
{
    return range.most == std::numeric_limits<std::uint64_t>::max()
               ? fmt::format("{}, {}, ...", range.least, range.least + 1)
               : fmt::format("{}, ..., {}", range.least, range.most);
}

bool contains(Range const& range, double value)
{
    bool const enough = range.above ? value > range.least : value >= range.least;
    return enough && (range.below ? value < range.most : value <= range.most);
}

Range range_of(Parameter const& parameter)
{
    return {.least = parameter.minimum,
            .most = parameter.maximum,
            .above = parameter.minimum_excluded,
            .below = parameter.maximum_excluded};
}

std::string any_of(std::span<std::string_view const> names)
{
    std::string words;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (i > 0) {
            words += i + 1 == names.size() ? " or " : ", ";
        }
        words += names[i];
    }
    return words;
}

}  // namespace parley
