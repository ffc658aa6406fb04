#include "python/scenario_text.hpp"

#include "scenario/build.hpp"
#include "scenario/events/build_events.hpp"
#include "sweep/record_params.hpp"

#include <fmt/format.h>

#include <utility>

namespace parley::python {
namespace {

std::vector<Setting> settings_of(std::vector<std::string> const& texts)
{
    std::vector<Setting> settings;
    settings.reserve(texts.size());
    for (std::string const& text : texts) {
        settings.push_back({.text = text, .origin = "settings"});
    }
    return settings;
}

}  // namespace

ScenarioText::ScenarioText(std::string const& path, std::vector<std::string> const& given,
                           std::string name)
    : what_if{std::move(name)},
      settings{settings_of(given)},
      document{std::make_shared<ScenarioDocument const>(path)},
      scenario{read(nullptr)},
      setup{std::make_shared<Setup const>(set_up(scenario))},
      labels{*setup, record_params(scenario)}
{
}

Scenario ScenarioText::read(std::string const* event) const
{
    Sources sources;
    Mistakes mistakes;
    std::vector<Assignment> assignments;
    auto const add = [&](Setting const& setting) {
        assignments.push_back(parse_setting(setting, sources, mistakes));
    };
    for (Setting const& setting : settings) {
        add(setting);
    }
    add({.text = "what_if=" + what_if, .origin = "what_if"});
    if (event != nullptr) {
        add({.text = "events=[" + *event + "]", .origin = "event"});
    }
    mistakes.raise();
    return document->read(assignments);
}

Event ScenarioText::event(std::string const& text, int tick) const
{
    Scenario const with_event = read(&text);
    auto events = build_events(with_event, Indices{with_event}, setup->forums, setup->calendar);
    Event event = std::move(events.front());
    event.tick = tick;
    return event;
}

}  // namespace parley::python
