#include "document/nearest.hpp"

#include "document/mistake.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <numeric>
#include <tuple>

namespace parley {

namespace {

constexpr std::size_t longest_name = 64;

std::string folded(std::string_view name)
{
    std::string result{name};
    for (char& c : result) {
        if (c >= 'A' && c <= 'Z') {
            c = static_cast<char>(c - 'A' + 'a');
        } else if (c == '-' || c == ' ') {
            c = '_';
        }
    }
    return result;
}

/// Insertions, deletions, substitutions and swaps of neighbours [Damerau 1964; optimal alignment].
std::size_t slips(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> before(b.size() + 1);
    std::vector<std::size_t> last(b.size() + 1);
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(last.begin(), last.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            bool const differ = a[i - 1] != b[j - 1];
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (differ ? 1U : 0U)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                row[j] = std::min(row[j], before[j - 2] + 1);
            }
        }
        std::swap(before, last);
        std::swap(last, row);
    }
    return last[b.size()];
}

/// The only known name that goes on where `name` ends, as `gdp_per_head` does for `gdp`.
std::string_view longer(std::string const& name, std::span<std::string const> known)
{
    auto const goes_on = [&](std::string const& candidate) {
        return folded(candidate).starts_with(name + '_');
    };
    auto const found = std::ranges::find_if(known, goes_on);
    bool const one = found != known.end() && std::none_of(found + 1, known.end(), goes_on);
    return one ? std::string_view{*found} : std::string_view{};
}

}  // namespace

std::string_view nearest(std::string_view name, std::span<std::string const> known)
{
    if (name.empty() || name.size() > longest_name) {
        return {};
    }
    auto const wanted = folded(name);
    auto wanted_letters = wanted;
    std::ranges::sort(wanted_letters);
    std::string_view best;
    std::tuple<std::size_t, bool> least{std::clamp<std::size_t>(name.size() / 3, 1, 3), true};
    for (std::string_view const candidate : known) {
        if (candidate.empty() || candidate.size() > longest_name) {
            continue;
        }
        auto letters = folded(candidate);
        auto const count = slips(wanted, letters);
        std::ranges::sort(letters);
        std::tuple const score{count, letters != wanted_letters};  // of equals, the swapped one
        if (count < std::max(wanted.size(), letters.size()) &&
            (score < least || (best.empty() && score == least))) {
            best = candidate;
            least = score;
        }
    }
    return best.empty() ? longer(wanted, known) : best;
}

std::string suggestion(std::string_view name, std::span<std::string const> known)
{
    constexpr std::size_t most_listed = 12;
    if (auto const found = nearest(name, known); !found.empty()) {
        return fmt::format("did you mean {}?", in_quotes(found));
    }
    if (known.empty()) {
        return "";
    }
    std::vector<std::string> listed;
    for (auto const& each : known.first(std::min(known.size(), most_listed))) {
        listed.push_back(visible(each));  // whatever a user calls a key
    }
    return fmt::format("{}: {}{}", known.size() == 1 ? "there is only" : "one of",
                       fmt::join(listed, ", "), listed.size() < known.size() ? ", ..." : "");
}

}  // namespace parley
