#include "cli/sweep_progress.hpp"

#include "cli/standard_streams.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <optional>

namespace parley {
namespace {

/// Runs a second in this call, and what is left at that rate; nothing before the first run.
struct Pace {
    double rate;
    double seconds_left;
};

std::optional<Pace> pace_of(SweepProgress const& progress)
{
    if (progress.computed == 0 || progress.seconds <= 0.0) {
        return std::nullopt;
    }
    double const rate = static_cast<double>(progress.computed) / progress.seconds;
    return Pace{rate, static_cast<double>(progress.total - progress.done) / rate};
}

std::string line(SweepProgress const& progress)
{
    auto text = fmt::format("{} of {} runs", progress.done, progress.total);
    if (progress.failed > 0) {
        text += fmt::format(", {} failed", progress.failed);
    }
    if (auto const pace = pace_of(progress)) {
        text += fmt::format(", {:.3g} a second, {} left", pace->rate,
                            duration_text(pace->seconds_left));
    }
    return text;
}

std::string bar(SweepProgress const& progress)
{
    constexpr std::uint64_t width = 30;
    auto const filled =
        static_cast<std::size_t>(static_cast<double>(width) * static_cast<double>(progress.done) /
                                 static_cast<double>(std::max<std::uint64_t>(progress.total, 1)));
    return fmt::format("\r\033[K[{}{}] {}", std::string(filled, '='),
                       std::string(width - filled, ' '), line(progress));
}

std::string json(SweepProgress const& progress)
{
    nlohmann::ordered_json object{{"total", progress.total},
                                  {"done", progress.done},
                                  {"computed", progress.computed},
                                  {"failed", progress.failed},
                                  {"seconds", progress.seconds}};
    if (auto const pace = pace_of(progress)) {
        object["rate"] = pace->rate;
        object["seconds_left"] = pace->seconds_left;
    }
    return object.dump() + "\n";
}

}  // namespace

std::vector<std::string> progress_names()
{
    return {"auto", "bar", "plain", "json", "none"};
}

SweepReporter::SweepReporter(std::string const& name)
    : way_{way_called(name)}, next_{way_ == Way::json ? 0.0 : pause(0.0)}
{
}

SweepReporter::~SweepReporter()
{
    if (shown_ && way_ == Way::bar) {
        warn("\r\033[K");
    }
}

SweepReporter::Way SweepReporter::way_called(std::string const& name)
{
    if (name == "auto") {
        return isatty(STDERR_FILENO) == 1 ? Way::bar : Way::plain;
    }
    auto const names = progress_names();
    return static_cast<Way>(std::ranges::find(names, name) - names.begin() - 1);
}

double SweepReporter::pause(double seconds) const
{
    switch (way_) {
        case Way::bar:
            return seconds == 0.0 ? 0.5 : 0.1;
        case Way::plain:
            return std::clamp(seconds, 2.0, 600.0);
        case Way::json:
            return 1.0;
        case Way::none:
            break;
    }
    return std::numeric_limits<double>::infinity();
}

void SweepReporter::operator()(SweepProgress const& progress)
{
    bool const last = progress.done == progress.total && way_ == Way::json;
    if (progress.seconds < next_ && !last) {
        return;
    }
    next_ = progress.seconds + pause(progress.seconds);
    shown_ = true;
    switch (way_) {
        case Way::bar:
            warn_text(bar(progress));
            break;
        case Way::plain:
            warn("{}\n", line(progress));
            break;
        case Way::json:
            warn_text(json(progress));
            break;
        case Way::none:
            break;
    }
    std::fflush(stderr);
}

std::string duration_text(double seconds)
{
    auto const whole = static_cast<std::uint64_t>(std::llround(std::clamp(seconds, 0.0, 1e15)));
    if (whole < 120) {
        return fmt::format("{} s", whole);
    }
    if (whole < 7200) {
        return fmt::format("{} min", whole / 60);
    }
    return whole < 172'800 ? fmt::format("{} h {:02} min", whole / 3600, whole / 60 % 60)
                           : fmt::format("{} days", whole / 86'400);
}

}  // namespace parley
