#include "output/call_record.hpp"

#include "output/pending_file.hpp"

#include <fmt/chrono.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include <array>

namespace parley {
namespace {

std::string text_of(CallRecord::Time time)
{
    auto const seconds = std::chrono::floor<std::chrono::seconds>(time);
    return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}",
                       fmt::gmtime(std::chrono::system_clock::to_time_t(seconds)));
}

std::string host_name()
{
    std::array<char, 256> name{};
    return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "unknown";
}

}  // namespace

std::filesystem::path call_record_of(std::filesystem::path const& result)
{
    auto record = result;
    return record += ".json";
}

bool is_call_record(std::string_view text)
{
    auto const json = nlohmann::json::parse(text, nullptr, false);
    return json.is_object() && json.contains("result") && json.contains("command_line") &&
           json.contains("threads");
}

void write_call_record(std::filesystem::path const& result, CallRecord const& call)
{
    std::error_code ignored;
    auto const absolute = std::filesystem::absolute(result, ignored);
    nlohmann::ordered_json json{
        {"result", absolute.string()},  {"command_line", call.command_line},
        {"threads", call.threads},      {"host", host_name()},
        {"start", text_of(call.start)}, {"end", text_of(call.end)},
    };
    if (!call.shard.empty()) {
        json["shard"] = call.shard;
    }
    json["seconds"] = nlohmann::ordered_json::object();
    for (auto const& [what, seconds] : call.seconds) {
        json["seconds"][what] = seconds;
    }
    // Paths and arguments may be any bytes.
    auto const replace = nlohmann::ordered_json::error_handler_t::replace;
    write_text_file(call_record_of(result), json.dump(4, ' ', false, replace) + "\n");
}

}  // namespace parley
