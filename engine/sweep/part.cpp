#include "sweep/part.hpp"

#include "output/pending_file.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
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

/// The bytes have passed their sum, so they are what `written` made.
PartHead head_in(std::string_view bytes)
{
    auto const number = [&] {
        auto const value = number_in(bytes.substr(0, sizeof(std::uint64_t)));
        bytes.remove_prefix(sizeof(std::uint64_t));
        return value;
    };
    auto const text = [&] {
        auto const size = number();
        std::string value{bytes.substr(0, size)};
        bytes.remove_prefix(size);
        return value;
    };
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
        head.runs.push_back({first, number()});
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

PartReader::PartReader(std::filesystem::path path) : path_{std::move(path)}, file_{path_}
{
    std::error_code failed;
    std::uint64_t const size = std::filesystem::file_size(path_, failed);
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
    head_ = head_in(head);
    end_ = place_ + head_.body_bytes;
    if (end_ + sum_bytes != size) {
        throw DamagedPart{path_};
    }
}

std::string PartReader::take(std::uint64_t count)
{
    if (!file_.is_open()) {
        file_.open(path_, std::ios::binary);
        file_.seekg(static_cast<std::streamoff>(place_));
    }
    std::string bytes(count, '\0');
    if (!file_.read(bytes.data(), static_cast<std::streamsize>(count))) {
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
    run_ = {.run = number_in(numbers), .row = take(size)};
    sum_.add(numbers);
    sum_.add(run_.row);
    return &run_;
}

void PartReader::check_sum()
{
    if (!std::exchange(checked_, true) && take(sum_bytes) != sum_.hexadecimal()) {
        throw DamagedPart{path_};
    }
}

}  // namespace parley
