#include "sweep/part.hpp"

#include "output/errors.hpp"
#include "output/pending_file.hpp"
#include "support/machine_failure.hpp"

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

namespace parley {
namespace {

constexpr std::string_view magic = "parleypt";
constexpr std::size_t sum_bytes = 64;
constexpr std::uint64_t front_bytes = magic.size() + sizeof(std::uint64_t) + sum_bytes;
constexpr std::uint64_t most_head_bytes = 1'000'000'000;

void put(std::string& bytes, std::uint64_t number)
{
    for (unsigned shift = 0; shift < 64; shift += 8) {
        bytes += static_cast<char>(number >> shift & 0xFFU);
    }
}

void put(std::string& bytes, std::string const& text)
{
    put(bytes, text.size());
    bytes += text;
}

std::uint64_t number_in(std::string_view bytes)
{
    std::uint64_t number = 0;
    for (std::size_t i = sizeof number; i-- > 0;) {
        number = number << 8U | static_cast<unsigned char>(bytes[i]);
    }
    return number;
}

/// The head as bytes, and back.
std::string written(PartHead const& head)
{
    std::string bytes;
    put(bytes, head.plan_sha256);
    put(bytes, head.layout);
    put(bytes, head.platform);
    put(bytes, head.failed);
    put(bytes, std::bit_cast<std::uint64_t>(head.opened));
    put(bytes, std::bit_cast<std::uint64_t>(head.closed));
    put(bytes, head.body_bytes);
    for (RunRange const range : head.runs) {
        put(bytes, range.first);
        put(bytes, range.past);
    }
    return bytes;
}

/// Throws DamagedPart where the bytes are not those that `written` makes: their sum may be right,
/// and still somebody else have made them.
PartHead head_in(std::string_view bytes, std::filesystem::path const& path)
{
    auto const take = [&](std::uint64_t count) {
        if (count > bytes.size()) {
            throw DamagedPart{path};
        }
        auto const taken = bytes.substr(0, count);
        bytes.remove_prefix(count);
        return taken;
    };
    auto const number = [&] { return number_in(take(sizeof(std::uint64_t))); };
    auto const text = [&] { return std::string{take(number())}; };
    PartHead head;
    head.plan_sha256 = text();
    head.layout = text();
    head.platform = text();
    head.failed = number();
    head.opened = std::bit_cast<double>(number());
    head.closed = std::bit_cast<double>(number());
    head.body_bytes = number();
    while (!bytes.empty()) {
        auto const first = number();
        RunRange const range{first, number()};
        bool const follows = head.runs.empty() || head.runs.back().past < first;
        if (!follows || range.past <= first) {
            throw DamagedPart{path};
        }
        head.runs.push_back(range);
    }
    if (head.runs.empty()) {
        throw DamagedPart{path};
    }
    return head;
}

std::string body_of(std::vector<FinishedRun> const& runs)
{
    std::string body;
    for (FinishedRun const& run : runs) {
        put(body, run.run);
        put(body, run.row);
    }
    return body;
}

}  // namespace

std::uint64_t PartHead::count() const
{
    std::uint64_t sum = 0;
    for (RunRange const range : runs) {
        sum += range.count();
    }
    return sum;
}

void write_part(std::filesystem::path const& path, PartHead head, std::vector<FinishedRun> runs)
{
    std::ranges::sort(runs, {}, &FinishedRun::run);
    RunSet set;
    for (FinishedRun const& run : runs) {
        set.add(run.run);
    }
    std::string const body = body_of(runs);
    head.runs = set.ranges();
    head.body_bytes = body.size();
    std::string const head_bytes = written(head);
    std::string text{magic};
    put(text, head_bytes.size());
    text += sha256(head_bytes) + head_bytes + body + sha256(body);
    write_text_file(path, text);
}

PartReader::PartReader(std::filesystem::path path) : path_{std::move(path)}
{
    std::error_code failed;
    bool const is_file = std::filesystem::is_regular_file(path_, failed);
    std::uint64_t const size = is_file ? std::filesystem::file_size(path_, failed) : 0;
    if (failed || size < front_bytes) {
        throw DamagedPart{path_};
    }
    std::string const front = take(front_bytes);
    std::uint64_t const head_bytes = number_in(std::string_view{front}.substr(magic.size()));
    if (!front.starts_with(magic) || head_bytes > std::min(most_head_bytes, size - front_bytes)) {
        throw DamagedPart{path_};
    }
    std::string const head = take(head_bytes);
    if (sha256(head) != front.substr(front.size() - sum_bytes)) {
        throw DamagedPart{path_};
    }
    head_ = head_in(head, path_);
    end_ = place_ + head_.body_bytes;
    if (head_.body_bytes > size || end_ + sum_bytes != size) {
        throw DamagedPart{path_};
    }
}

std::string PartReader::take(std::uint64_t count)
{
    errno = 0;
    if (!file_.is_open()) {
        file_.open(path_, std::ios::binary);
        file_.seekg(static_cast<std::streamoff>(place_));
    }
    std::string bytes(count, '\0');
    if (!file_.read(bytes.data(), static_cast<std::streamsize>(count))) {
        if (int const number = errno; is_machine_failure(number)) {
            throw ReadError{path_, std::generic_category().message(number)};
        }
        throw DamagedPart{path_};
    }
    place_ += count;
    return bytes;
}

FinishedRun const* PartReader::next()
{
    constexpr std::uint64_t lead = 2 * sizeof(std::uint64_t);
    if (place_ >= end_) {
        check_sum();
        return nullptr;
    }
    if (end_ - place_ < lead) {
        throw DamagedPart{path_};
    }
    std::string const numbers = take(lead);
    std::uint64_t const size = number_in(std::string_view{numbers}.substr(lead / 2));
    if (size > end_ - place_) {
        throw DamagedPart{path_};
    }
    require_next(number_in(numbers));
    run_ = {.run = number_in(numbers), .row = take(size)};
    sum_.add(numbers);
    sum_.add(run_.row);
    return &run_;
}

/// The runs are those of the head, in their order.
void PartReader::require_next(std::uint64_t run)
{
    if (range_ == head_.runs.size() || run != head_.runs[range_].first + next_in_range_) {
        throw DamagedPart{path_};
    }
    if (++next_in_range_ == head_.runs[range_].count()) {
        next_in_range_ = 0;
        ++range_;
    }
}

void PartReader::check_sum()
{
    if (range_ < head_.runs.size()) {
        throw DamagedPart{path_};
    }
    if (!std::exchange(checked_, true) && take(sum_bytes) != sum_.hexadecimal()) {
        throw DamagedPart{path_};
    }
}

}  // namespace parley
