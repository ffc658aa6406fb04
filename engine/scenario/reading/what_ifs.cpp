#include "scenario/reading/what_ifs.hpp"

#include "document/nearest.hpp"
#include "scenario/format/limits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>

namespace parley {

namespace {

constexpr std::string_view builds_on = "builds_on";

/// An own setting of a what-if; the path of a quoted key begins after the quote.
Assignment setting_of(Node const& item)
{
    auto place = item.key_place;
    auto const& text = place.source->text;
    bool const quote =
        place.offset < text.size() && (text[place.offset] == '"' || text[place.offset] == '\'');
    place.offset += quote ? 1 : 0;
    return {.path = item.key, .path_place = place, .value = item};
}

/// Collects the settings of a what-if and of those that it builds on.
class Collection {
  public:
    Collection(Node const& section, Mistakes& mistakes) : section_{section}, mistakes_{mistakes} {}

    void add(Node const& entry, std::size_t depth)
    {
        if (entry.kind != Node::Kind::mapping) {
            mistakes_.add(entry.place,
                          fmt::format("'what_if.{}' must be a mapping from keys to values",
                                      visible(entry.key)),
                          "", "write it as {forums.eu.frankness: 0.8}");
            return;
        }
        open_.insert(entry.key);
        if (auto const* bases = entry.find(builds_on)) {
            add_bases(*bases, entry, depth);
        }
        for (auto const& item : entry.items) {
            if (item.key != builds_on) {
                settings_.push_back(setting_of(item));
            }
        }
        open_.erase(entry.key);
        done_.insert(entry.key);
    }

    [[nodiscard]] std::vector<Assignment> take() { return std::move(settings_); }

  private:
    void add_bases(Node const& bases, Node const& entry, std::size_t depth)
    {
        auto const is_name = [](Node const& node) { return node.kind == Node::Kind::scalar; };
        if (is_name(bases)) {
            add_base(bases, entry, depth);
        } else if (bases.kind == Node::Kind::sequence &&
                   std::ranges::all_of(bases.items, is_name)) {
            for (auto const& name : bases.items) {
                add_base(name, entry, depth);
            }
        } else {
            mistakes_.add(bases.place,
                          fmt::format("'what_if.{}.builds_on' must be the name of a what-if, or a "
                                      "list of names, not {}",
                                      visible(entry.key), to_string(bases.kind)));
        }
    }

    void add_base(Node const& name, Node const& entry, std::size_t depth)
    {
        auto const* base = section_.find(name.text);
        if (base == nullptr) {
            auto known = keys_of(section_);
            std::erase(known, entry.key);
            mistakes_.add(name.place,
                          fmt::format("unknown what-if {} in what_if.{}.builds_on",
                                      in_quotes(name.text), visible(entry.key)),
                          name.text == "baseline" ? "every what-if builds on the baseline" : "",
                          name.text == "baseline" ? "leave it out" : suggestion(name.text, known));
        } else if (open_.contains(name.text)) {
            mistakes_.add(name.place,
                          fmt::format("what-if {} builds on itself", in_quotes(name.text)),
                          name.text == entry.key ? "" : "by way of those between", "leave it out",
                          base->key_place, "it is described here");
        } else if (depth >= Limits::bases) {
            mistakes_.add(name.place,
                          fmt::format("what-ifs build on one another {} deep here", depth + 1),
                          fmt::format("at most {} are read", Limits::bases),
                          "write out the settings of some");
        } else if (!done_.contains(name.text)) {
            add(*base, depth + 1);
        }
    }

    Node const& section_;
    Mistakes& mistakes_;
    std::vector<Assignment> settings_;
    std::set<std::string, std::less<>> open_;  // those that are being added
    std::set<std::string, std::less<>> done_;
};

}  // namespace

std::vector<Assignment> assignments_of(Node const& entry, Node const& section, Mistakes& mistakes)
{
    Collection collection{section, mistakes};
    collection.add(entry, 0);
    return collection.take();
}

}  // namespace parley
