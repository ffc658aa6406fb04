#include "document/mistake.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace parley {

namespace {

std::string place_of(Excerpt const& at)
{
    if (at.file.empty()) {
        return "";
    }
    return at.line == 0 ? fmt::format("{}: ", at.file)
                        : fmt::format("{}:{}:{}: ", at.file, at.line, at.column);
}

std::string quote_of(Excerpt const& at)
{
    if (at.quote.empty()) {
        return "";
    }
    auto const number = at.line == 0 ? std::string{} : std::to_string(at.line);
    return fmt::format("\n{:>5} | {}\n{:>5} | {:>{}}", number, at.quote, "", '^', at.caret + 1);
}

bool same(Mistake const& a, Mistake const& b)
{
    auto const key = [](Mistake const& m) {
        return std::tie(m.at.file, m.at.line, m.at.column, m.problem, m.why);
    };
    return key(a) == key(b);
}

/// Files in the order in which they are first complained about, then by place.
void sort_by_place(std::vector<Mistake>& mistakes)
{
    std::vector<std::string> files;
    for (auto const& mistake : mistakes) {
        if (std::ranges::find(files, mistake.at.file) == files.end()) {
            files.push_back(mistake.at.file);
        }
    }
    auto const order = [&](Mistake const& mistake) {
        return std::tuple{std::ranges::find(files, mistake.at.file) - files.begin(),
                          mistake.at.line, mistake.at.column};
    };
    std::ranges::stable_sort(mistakes, {}, order);
}

}  // namespace

std::string sentence(Mistake const& mistake)
{
    auto text = all_visible(mistake.problem);
    if (!mistake.why.empty()) {
        text += fmt::format(" ({})", all_visible(mistake.why));
    }
    if (!mistake.remedy.empty()) {
        text += "; " + all_visible(mistake.remedy);
    }
    return text;
}

std::string one_line(Mistake const& mistake)
{
    return fmt::format("{}{}: {}", place_of(mistake.at),
                       mistake.severity == Severity::warning ? "warning" : "error",
                       sentence(mistake));
}

std::string format(Mistake const& mistake)
{
    auto text = one_line(mistake) + quote_of(mistake.at);
    if (mistake.other) {
        text += fmt::format("\n{}note: {}{}", place_of(*mistake.other), all_visible(mistake.note),
                            quote_of(*mistake.other));
    }
    return text;
}

std::string format(std::vector<Mistake> const& mistakes, std::size_t unlisted)
{
    std::string text;
    for (auto const& mistake : mistakes) {
        text += (text.empty() ? "" : "\n") + format(mistake);
    }
    if (unlisted > 0) {
        text += fmt::format("\n... and {} more", unlisted);
    }
    return text;
}

InputError::InputError(std::vector<Mistake> mistakes, std::size_t unlisted)
    : mistakes_{std::move(mistakes)}, unlisted_{unlisted}
{
    sort_by_place(mistakes_);
    what_ = format(mistakes_, unlisted_);
}

void give_up(Place place, std::string problem, std::string why, std::string remedy)
{
    throw InputError{{Mistake{.problem = std::move(problem),
                              .why = std::move(why),
                              .remedy = std::move(remedy),
                              .at = excerpt(place)}}};
}

void give_up_on(std::string const& file, std::string problem, std::string why, std::string remedy)
{
    Source const whole{.name = file, .text = ""};
    throw InputError{{Mistake{.problem = std::move(problem),
                              .why = std::move(why),
                              .remedy = std::move(remedy),
                              .at = {.file = excerpt({&whole, 0}).file}}}};
}

void Mistakes::add(Mistake mistake)
{
    mistake.severity = severity_;
    if (severity_ == Severity::warning && holds(mistake)) {
        return;  // a setting with '*' makes the same odd in many sections
    }
    if (mistakes_.size() < most) {
        mistakes_.push_back(std::move(mistake));
    } else {
        ++unlisted_;
    }
}

void Mistakes::add(Place place, std::string problem, std::string why, std::string remedy)
{
    add(Mistake{.problem = std::move(problem),
                .why = std::move(why),
                .remedy = std::move(remedy),
                .at = is_full() ? Excerpt{} : excerpt(place)});
}

void Mistakes::add(Place place, std::string problem, std::string why, std::string remedy,
                   Place other, std::string note)
{
    add(Mistake{.problem = std::move(problem),
                .why = std::move(why),
                .remedy = std::move(remedy),
                .at = is_full() ? Excerpt{} : excerpt(place),
                .note = std::move(note),
                .other = is_full() ? Excerpt{} : excerpt(other)});
}

void Mistakes::add(InputError const& error)
{
    for (auto const& mistake : error.mistakes()) {
        add(mistake);
    }
    unlisted_ += error.unlisted();
}

void Mistakes::add_all(Mistakes const& others)
{
    for (auto const& mistake : others.mistakes_) {
        add(mistake);
    }
    unlisted_ += others.unlisted_;
}

void Mistakes::add_new(Mistakes const& found, Mistakes const& known, std::string const& context)
{
    for (auto mistake : found.mistakes_) {
        if (!known.holds(mistake)) {
            mistake.problem += context;
            add(std::move(mistake));
        }
    }
}

void Mistakes::keep_those_in(Mistakes const& others)
{
    std::erase_if(mistakes_, [&](Mistake const& mistake) { return !others.holds(mistake); });
}

bool Mistakes::holds(Mistake const& mistake) const
{
    return std::ranges::any_of(mistakes_,
                               [&](Mistake const& other) { return same(mistake, other); });
}

std::vector<Mistake> Mistakes::by_place() const
{
    auto sorted = mistakes_;
    sort_by_place(sorted);
    return sorted;
}

void Mistakes::raise() const
{
    if (!mistakes_.empty()) {
        throw InputError{mistakes_, unlisted_};
    }
}

}  // namespace parley
