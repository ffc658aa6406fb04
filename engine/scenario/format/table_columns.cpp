#include "scenario/format/table_columns.hpp"

#include "scenario/format/wording.hpp"

namespace parley {

namespace {

/// Collects the keys of a section as the columns of a table.
class Collector : public Describer {
  public:
    std::vector<TableColumns::Column> columns{};
    std::vector<TableColumns> tables{};

    void number(Key const& key, double&, Range const&) override { add(key); }
    void numbers(Key const&, std::vector<double>&, Range const&, Count) override {}
    void whole(Key const& key, std::uint64_t&, WholeRange const&) override { add(key); }
    void text(Key const& key, std::string&) override { add(key); }
    void texts(Key const&, std::vector<std::string>&, Count) override {}
    void values(Key const&, std::vector<Node>&, Count) override {}
    void choice(Key const& key, std::size_t&, std::span<std::string_view const>) override
    {
        add(key);
    }
    void month(Key const& key, Month&) override { add(key); }
    void duration(Key const& key, Duration&, Span) override { add(key); }
    void id(Key const& key, std::string&, Named) override { add(key); }
    void ids(Key const& key, Ids&, Named, Count) override
    {
        add(key);
        columns.back().list = true;
    }
    void selection(Key const&, written::Selection&, Named,
                   std::span<std::string_view const>) override
    {
    }
    void groups(Key const&, std::vector<Ids>&, Named, Count, Count) override {}
    void by_id(Key const&, written::Numbers&, Named, Range const&, bool) override {}
    void number_or_section(Key const&, double&, Range const&, bool&, Body const&) override {}
    void method(Key const&, written::Method&, Methods const&) override {}
    void map(Key const& key, Items& items) override { table(key, items, true); }
    void list(Key const& key, Items& items) override { table(key, items, false); }
    void what_ifs(Key const&) override {}
    void state_groups(Key const&) override {}
    bool given(Key const&, bool) override { return true; }
    void exactly_one(std::initializer_list<std::string_view>) override {}
    void at_least_one(std::initializer_list<std::string_view>) override {}

    void section(Key const& key, Body const& body) override
    {
        auto const outer = path_;
        bool const was_optional = optional_;
        path_.emplace_back(key.name);
        optional_ = optional_ || !key.required;
        body(*this);
        path_ = outer;
        optional_ = was_optional;
    }

  private:
    void add(Key const& key)
    {
        TableColumns::Column column{
            .name = "", .path = path_, .required = key.required && !optional_};
        column.path.emplace_back(key.name);
        for (auto const& part : column.path) {
            column.name += (column.name.empty() ? "" : "_") + part;
        }
        columns.push_back(std::move(column));
    }

    void table(Key const& key, Items& items, bool by_id)
    {
        if (!items.table) {
            return;
        }
        Collector row;
        if (by_id) {
            row.add({.name = "id", .about = "", .required = true});
        }
        items.describe_default(row);
        tables.push_back({.key = std::string{key.name},
                          .noun = std::string{items.noun},
                          .by_id = by_id,
                          .columns = std::move(row.columns)});
    }

    std::vector<std::string> path_{};
    bool optional_ = false;
};

}  // namespace

TableColumns table_columns(std::string noun, Describer::Body const& row)
{
    Collector collector;
    row(collector);
    return {.key = plural(noun),
            .noun = std::move(noun),
            .by_id = false,
            .columns = std::move(collector.columns)};
}

std::vector<TableColumns> tables_in(Describer::Body const& body)
{
    Collector collector;
    body(collector);
    return std::move(collector.tables);
}

}  // namespace parley
