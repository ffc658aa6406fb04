#include "output/row.hpp"

#include <array>
#include <cstring>

namespace parley {
namespace {

template <class Number>
void put(std::string& bytes, Number number)
{
    std::array<char, sizeof(Number)> raw{};
    std::memcpy(raw.data(), &number, sizeof number);
    bytes.append(raw.data(), raw.size());
}

/// What is still to be read.
class Rest {
  public:
    explicit Rest(std::string_view bytes) : bytes_{bytes} {}

    [[nodiscard]] std::string_view take(std::size_t count)
    {
        if (count > bytes_.size()) {
            throw DamagedRow{};
        }
        auto const taken = bytes_.substr(0, count);
        bytes_.remove_prefix(count);
        return taken;
    }

    [[nodiscard]] std::uint32_t count()
    {
        std::uint32_t number = 0;
        std::memcpy(&number, take(sizeof number).data(), sizeof number);
        return number;
    }

    [[nodiscard]] std::size_t size() const { return bytes_.size(); }

  private:
    std::string_view bytes_;
};

void read(Rest& rest, std::vector<std::string>& texts, std::size_t count)
{
    if (count > rest.size()) {
        throw DamagedRow{};  // before memory is asked for: each text takes some bytes
    }
    texts.resize(count);
    for (std::string& text : texts) {
        text = rest.take(rest.count());
    }
}

template <class Number>
void read(Rest& rest, std::vector<Number>& numbers, std::size_t count)
{
    auto const bytes = rest.take(count * sizeof(Number));
    numbers.resize(count);
    if (count > 0) {
        std::memcpy(numbers.data(), bytes.data(), bytes.size());
    }
}

}  // namespace

std::string encoded(Row const& row)
{
    std::string bytes;
    put(bytes, static_cast<std::uint32_t>(row.sessions));
    for (Values const& values : row.values) {
        std::visit(
            [&](auto some) {
                using Entry = std::remove_const_t<typename decltype(some)::element_type>;
                if constexpr (std::same_as<Entry, std::string>) {
                    for (std::string const& text : some) {
                        put(bytes, static_cast<std::uint32_t>(text.size()));
                        bytes += text;
                    }
                } else {
                    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): numbers as bytes
                    bytes.append(reinterpret_cast<char const*>(some.data()), some.size_bytes());
                }
            },
            values);
    }
    return bytes;
}

RowDecoder::RowDecoder(Layout const& layout)
{
    for (Variable const& variable : layout.variables) {
        columns_.push_back({.place = empty_values(variable.element),
                            .row_size = layout.row_size(variable),
                            .by_session = variable.by_session()});
    }
    row_.values.resize(columns_.size());
}

Row const& RowDecoder::operator()(std::string_view bytes)
{
    Rest rest{bytes};
    row_.sessions = rest.count();
    for (std::size_t c = 0; c < columns_.size(); ++c) {
        Column& column = columns_[c];
        std::size_t const count = column.row_size * (column.by_session ? row_.sessions : 1);
        std::visit(
            [&](auto& values) {
                read(rest, values, count);
                using Entry = typename std::remove_reference_t<decltype(values)>::value_type;
                row_.values[c] = std::span<Entry const>{values};
            },
            column.place);
    }
    if (rest.size() > 0) {
        throw DamagedRow{};
    }
    return row_;
}

}  // namespace parley
