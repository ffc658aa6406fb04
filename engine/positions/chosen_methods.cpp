#include "positions/chosen_methods.hpp"

#include "document/nearest.hpp"
#include "scenario/forums/methods.hpp"
#include "scenario/reading/reader.hpp"
#include "scenario/reading/settings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace parley {

namespace {

/// A protocol or the rule, with the options that are for it as a mapping.
struct Chosen {
    Methods const* kind;
    Methods::Entry const* entry;
    Node document;

    [[nodiscard]] bool has(std::string_view parameter) const
    {
        return std::ranges::find(entry->parameters, parameter, &Parameter::name) !=
               entry->parameters.end();
    }
};

std::vector<std::string> steps_of(std::string_view name)
{
    std::vector<std::string> steps;
    for (std::size_t start = 0; start <= name.size();) {
        auto const end = std::min(name.find('.', start), name.size());
        steps.emplace_back(name.substr(start, end - start));
        start = end + 1;
    }
    return steps;
}

/// Gathers what is chosen, then reads it as a scenario's methods are read.
class Choice {
  public:
    /// `option` is what the command line calls the kind.
    void name(Methods const& kind, std::string_view option, std::string const& given,
              bool all_allowed);
    void option(std::string const& given);
    [[nodiscard]] ChosenMethods read();

    Mistakes mistakes{};

  private:
    void choose(Methods const& kind, Methods::Entry const& entry, Node const& name);
    void assign(Assignment const& assignment);
    void refuse(Assignment const& assignment, std::string_view parameter);
    [[nodiscard]] static std::string owner_elsewhere(std::string_view parameter);
    [[nodiscard]] std::vector<std::string> known_options() const;

    Sources sources_{};
    std::vector<Chosen> chosen_{};
    std::vector<std::string> given_{};  // options so far
};

void Choice::name(Methods const& kind, std::string_view option, std::string const& given,
                  bool all_allowed)
{
    auto const& source =
        sources_.emplace_back(source_of(given, fmt::format("--{}", option), Source::Kind::setting));
    Node const node{.kind = Node::Kind::scalar, .text = given, .place = {&source, 0}};
    std::vector<std::string> known;
    std::size_t const before = chosen_.size();
    for (auto const& entry : kind.entries) {
        known.emplace_back(entry.name);
        if (entry.name == given || (all_allowed && given == "all")) {
            choose(kind, entry, node);
        }
    }
    if (all_allowed) {
        known.emplace_back("all");
    }
    if (chosen_.size() == before) {
        mistakes.add(node.place, fmt::format("unknown {} {}", kind.noun, in_quotes(given)), "",
                     suggestion(given, known));
    }
}

void Choice::choose(Methods const& kind, Methods::Entry const& entry, Node const& name)
{
    Node method{.kind = Node::Kind::mapping, .place = name.place};
    method.put({"name"}, name);
    method.items.back().text = entry.name;
    Node document{.kind = Node::Kind::mapping, .place = name.place};
    document.put({std::string{kind.noun}}, std::move(method));
    chosen_.push_back({&kind, &entry, std::move(document)});
}

void Choice::option(std::string const& given)
{
    auto const equals = given.find('=');
    if (equals == std::string::npos || equals == 0 ||
        given.find_first_not_of(" \t\n", equals + 1) == std::string::npos) {
        auto const& source =
            sources_.emplace_back(source_of(given, "--option", Source::Kind::setting));
        mistakes.add({&source, 0}, fmt::format("{} is no option of a method", in_quotes(given)),
                     "an option is a parameter, =, and a value", "write it as step=0.05");
        return;
    }
    assign(parse_setting({.text = given, .origin = "--option"}, sources_, mistakes));
}

void Choice::assign(Assignment const& assignment)
{
    auto const& path = assignment.path;
    if (std::ranges::find(given_, path) != given_.end()) {
        mistakes.add(assignment.path_place,
                     fmt::format("option {} is given twice", in_quotes(path)), "",
                     "remove one of them");
        return;
    }
    given_.push_back(path);
    std::vector<std::pair<Chosen*, std::string>> takers;
    for (auto& chosen : chosen_) {
        auto const prefix = fmt::format("{}.", chosen.entry->name);
        auto const parameter = path.starts_with(prefix) ? path.substr(prefix.size()) : path;
        if (chosen.has(parameter)) {
            takers.emplace_back(&chosen, parameter);
        }
    }
    if (takers.empty()) {
        auto const after = path.find('.') == std::string::npos ? 0 : path.find('.') + 1;
        refuse(assignment, std::string_view{path}.substr(after));
        return;
    }
    if (takers.front().first->kind != takers.back().first->kind) {
        auto const& a = *takers.front().first->entry;
        auto const& b = *takers.back().first->entry;
        mistakes.add(
            assignment.path_place,
            fmt::format("{} and {} both have an option {}", a.name, b.name, in_quotes(path)), "",
            fmt::format("write {}.{} or {}.{}", a.name, path, b.name, path));
        return;
    }
    for (auto const& [chosen, parameter] : takers) {
        auto value = assignment.value;
        value.key_place = assignment.path_place;
        chosen->document.items.front().put(steps_of(parameter), std::move(value));
    }
}

void Choice::refuse(Assignment const& assignment, std::string_view parameter)
{
    auto const& path = assignment.path;
    auto why = owner_elsewhere(path);
    why = why.empty() ? owner_elsewhere(parameter) : why;
    auto const known = known_options();
    mistakes.add(assignment.path_place, fmt::format("unknown option {}", in_quotes(path)),
                 why.empty() && known.empty() ? "what is chosen has no options" : why,
                 suggestion(path, known));
}

/// Whose a parameter is that nobody who is chosen has.
std::string Choice::owner_elsewhere(std::string_view parameter)
{
    for (auto const* kind : {&protocol_methods(), &rule_methods()}) {
        for (auto const& entry : kind->entries) {
            auto const found = std::ranges::find(entry.parameters, parameter, &Parameter::name);
            if (found != entry.parameters.end()) {
                return fmt::format("it belongs to the {} {}", kind->noun, entry.name);
            }
        }
    }
    return "";
}

std::vector<std::string> Choice::known_options() const
{
    std::vector<std::string> known;
    for (auto const& chosen : chosen_) {
        for (auto const& parameter : chosen.entry->parameters) {
            if (std::ranges::find(known, parameter.name) == known.end()) {
                known.emplace_back(parameter.name);
            }
        }
    }
    return known;
}

ChosenMethods Choice::read()
{
    ChosenMethods methods;
    for (auto const& chosen : chosen_) {
        written::Method method;
        Reading reading{chosen.document, mistakes};
        Reader reader{chosen.document, "", reading};
        reader.method({.name = chosen.kind->noun, .about = "", .required = true}, method,
                      *chosen.kind);
        if (chosen.kind == &rule_methods()) {
            methods.rule = std::move(method);
        } else {
            methods.protocols.push_back(std::move(method));
        }
    }
    mistakes.raise();
    return methods;
}

}  // namespace

ChosenMethods choose_methods(MethodNames const& names)
{
    Choice choice;
    choice.name(protocol_methods(), "protocol", names.protocol, true);
    choice.name(rule_methods(), "rule", names.rule, false);
    choice.mistakes.raise();
    for (auto const& option : names.options) {
        try {
            choice.option(option);
        } catch (InputError const& error) {
            choice.mistakes.add(error);
        }
    }
    return choice.read();
}

}  // namespace parley
