#include "sweep/shard.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <system_error>

namespace parley {
namespace {

namespace fs = std::filesystem;

/// Takes a whole number off the front of a text.
std::optional<std::uint64_t> take_number(std::string_view& text)
{
    std::uint64_t number = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{}) {
        return std::nullopt;
    }
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return number;
}

bool take(std::string_view& text, std::string_view beginning)
{
    if (!text.starts_with(beginning)) {
        return false;
    }
    text.remove_prefix(beginning.size());
    return true;
}

/// The shard whose file or folder of parts has this name, if any.
std::optional<Shard> shard_called(std::string_view name, fs::path const& output)
{
    auto const stem = output.stem().string() + ".shard-";
    auto const extension = output.extension().string();
    if (!take(name, stem)) {
        return std::nullopt;
    }
    auto const index = take_number(name);
    if (!index || !take(name, "-of-")) {
        return std::nullopt;
    }
    auto const count = take_number(name);
    if (!count || *index >= *count || (name != extension && name != extension + ".parts")) {
        return std::nullopt;
    }
    return Shard{*index, *count};
}

/// index x runs / count, without a product that does not fit.
std::uint64_t share(std::uint64_t index, std::uint64_t runs, std::uint64_t count)
{
    return index * (runs / count) + std::min(index, runs % count);
}

}  // namespace

RunRange Shard::runs(std::uint64_t plan_runs) const
{
    return {share(index, plan_runs, count), share(index + 1, plan_runs, count)};
}

fs::path Shard::file(fs::path const& output) const
{
    if (is_whole()) {
        return output;
    }
    auto const name = fmt::format("{}.shard-{}-of-{}{}", output.stem().string(), index, count,
                                  output.extension().string());
    return output.parent_path() / name;
}

std::string Shard::text() const
{
    return is_whole() ? std::string{} : fmt::format("{}/{}", index, count);
}

fs::path parts_folder(fs::path const& file)
{
    fs::path folder = file;
    return folder += ".parts";
}

std::vector<Shard> shards_beside(fs::path const& output)
{
    std::vector<Shard> found;
    std::error_code none;
    auto const folder = output.has_parent_path() ? output.parent_path() : fs::path{"."};
    for (auto const& entry : fs::directory_iterator{folder, none}) {
        if (auto const shard = shard_called(entry.path().filename().string(), output)) {
            found.push_back(*shard);
        }
    }
    auto const in_order = [](Shard a, Shard b) {
        return a.count != b.count ? a.count < b.count : a.index < b.index;
    };
    std::ranges::sort(found, in_order);
    // The form with iterators, since clang 14 cannot take the subrange of libstdc++.
    // NOLINTNEXTLINE(modernize-use-ranges)
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

}  // namespace parley
