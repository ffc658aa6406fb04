#include "scenario/manual/key_meaning.hpp"

#include "scenario/description.hpp"

#include <vector>

namespace parley {

namespace {

/// Follows a path through a description.
class Finder : public Describer {
  public:
    explicit Finder(std::string_view path) : rest_{path} {}

    std::optional<KeyMeaning> found{};

    void number(Key const& key, double&, Range const& range) override { take(key, range.unit); }
    void numbers(Key const& key, std::vector<double>&, Range const& range, Count) override
    {
        take_with_items(key, range.unit);
    }
    void whole(Key const& key, std::uint64_t&, WholeRange const& range) override
    {
        take(key, range.unit);
    }
    void text(Key const& key, std::string&) override { take(key); }
    void texts(Key const& key, std::vector<std::string>&, Count) override { take_with_items(key); }
    void values(Key const& key, std::vector<Node>&, Count) override { take_with_items(key); }
    void choice(Key const& key, std::size_t&, std::span<std::string_view const>) override
    {
        take(key);
    }
    void month(Key const& key, Month&) override { take(key); }
    void duration(Key const& key, Duration&, Span) override { take(key); }
    void id(Key const& key, std::string&, Named) override { take(key); }
    void ids(Key const& key, Ids&, Named, Count) override { take_with_items(key); }
    void selection(Key const& key, written::Selection&, Named,
                   std::span<std::string_view const>) override
    {
        take_with_items(key);
    }
    void groups(Key const& key, std::vector<Ids>&, Named, Count, Count) override
    {
        take_with_items(key);
    }
    void by_id(Key const& key, written::Numbers&, Named, Range const& range, bool) override
    {
        take_with_items(key, range.unit);
    }
    void method(Key const& key, written::Method&, Methods const& methods) override;

    void section(Key const& key, Body const& body) override
    {
        take(key);
        within(key, [&] { body(*this); });
    }
    void number_or_section(Key const& key, double&, Range const& range, bool&,
                           Body const& body) override
    {
        take(key, range.unit);
        within(key, [&] { body(*this); });
    }
    void map(Key const& key, Items& items) override { items_of(key, items); }
    void list(Key const& key, Items& items) override { items_of(key, items); }
    void what_ifs(Key const& key) override { take(key); }
    void state_groups(Key const& key) override { take_with_items(key); }
    bool given(Key const&, bool) override { return true; }
    void exactly_one(std::initializer_list<std::string_view>) override {}
    void at_least_one(std::initializer_list<std::string_view>) override {}

  private:
    void take(Key const& key, std::string_view unit = "")
    {
        if (rest_ == key.name) {
            found = {.about = std::string{key.about}, .unit = std::string{unit}};
        }
    }

    /// The key, or what it holds for a state or an item of a list.
    void take_with_items(Key const& key, std::string_view unit = "")
    {
        if (rest_ == key.name || rest_.starts_with(std::string{key.name} + '.')) {
            found = {.about = std::string{key.about}, .unit = std::string{unit}};
        }
    }

    template <class Function>
    void within(Key const& key, Function function)
    {
        auto const prefix = std::string{key.name} + '.';
        if (rest_.starts_with(prefix)) {
            auto const outer = rest_;
            rest_.remove_prefix(prefix.size());
            function();
            rest_ = outer;
        }
    }

    void items_of(Key const& key, Items& items)
    {
        take(key);
        within(key, [&] {
            auto const dot = rest_.find('.');  // after the id
            if (dot != std::string_view::npos) {
                rest_.remove_prefix(dot + 1);
                items.describe_default(*this);
            }
        });
    }

    std::string_view rest_;  // of the path
};

void Finder::method(Key const& key, written::Method&, Methods const& methods)
{
    take(key);
    within(key, [&] {
        if (rest_ == "name") {
            found = {.about = std::string{key.about}};
        }
        for (auto const& entry : methods.entries) {
            for (auto const& parameter : entry.parameters) {
                if (!found && parameter.name == rest_) {
                    found = {.about = std::string{parameter.about}};
                }
            }
        }
    });
}

}  // namespace

std::optional<KeyMeaning> meaning_of(std::string_view path)
{
    Finder finder{path};
    Scenario scenario;
    describe(finder, scenario);
    return finder.found;
}

}  // namespace parley
