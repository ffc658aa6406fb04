#include "forecast/settlement.hpp"
#include "negotiation/duels.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <set>

namespace parley {

namespace {

using Index = Eigen::Index;

double constexpr half_width = 15.0;  // of the bell around the mean
double constexpr tail = 0.1;         // of the weight that the core leaves out on either side
double constexpr rounding = 1e-9;
std::string_view constexpr at = "at ";  // before the name of an actor

/// Those who have a position on one issue, and what they weigh.
struct Voices {
    Vector position;  ///< [n]
    Vector votes;     ///< [n] power
    Vector weight;    ///< [n] power x salience, sum 1; even where nobody weighs it
    Vector insisted;  ///< [n] power x emphasis^3, sum 1; `weight` where nobody insists
};

Voices voices_of(Dossier const& issue)
{
    Positions const& positions = issue.positions;
    Vector const emphasis = issue.emphasis.col(0).array().cube();
    Voices voices{positions.position.col(0), positions.power,
                  positions.power.cwiseProduct(positions.salience.col(0)),
                  positions.power.cwiseProduct(emphasis)};
    double const total = voices.weight.sum();
    Index const n = voices.weight.size();
    voices.weight = total > 0.0 ? Vector{voices.weight / total}
                                : Vector::Constant(n, 1.0 / static_cast<double>(n));
    double const insisting = voices.insisted.sum();
    voices.insisted = insisting > 0.0 ? Vector{voices.insisted / insisting} : voices.weight;
    return voices;
}

/// Adds a chance at a position, shared between the places on either side.
void put(Vector& chances, double position, double chance)
{
    double const place = std::clamp(position, 0.0, 100.0);
    auto const below = std::min<Index>(static_cast<Index>(place), settlement_places - 2);
    double const above = place - static_cast<double>(below);
    chances(below) += chance * (1.0 - above);
    chances(below + 1) += chance * above;
}

Vector certain(double position)
{
    Vector chances = Vector::Zero(settlement_places);
    put(chances, position, 1.0);
    return chances;
}

/// Even chances of the places from one position to another.
Vector between(double low, double high)
{
    Vector chances = Vector::Zero(settlement_places);
    for (Index x = 0; x < settlement_places; ++x) {
        auto const place = static_cast<double>(x);
        chances(x) = place >= low - rounding && place <= high + rounding ? 1.0 : 0.0;
    }
    return chances / chances.sum();
}

Vector positions_part(Voices const& voices)
{
    Vector chances = Vector::Zero(settlement_places);
    for (Index i = 0; i < voices.position.size(); ++i) {
        put(chances, voices.position(i), voices.weight(i));
    }
    return chances;
}

Vector bell_around(double mean)
{
    return between(std::max(0.0, mean - half_width), std::min(100.0, mean + half_width));
}

Vector bell_part(Voices const& voices)
{
    return bell_around(voices.weight.dot(voices.position));
}

/// Each gives way where it cares less, for where it cares more.
Vector package_part(Voices const& voices)
{
    return bell_around(voices.insisted.dot(voices.position));
}

/// The first position up to which the weight, from the lowest, reaches a share.
double reached(Voices const& voices, double share)
{
    std::vector<Index> order(static_cast<std::size_t>(voices.position.size()));
    std::iota(order.begin(), order.end(), Index{0});
    std::ranges::stable_sort(order, {}, [&](Index i) { return voices.position(i); });
    double sum = 0.0;
    for (Index const i : order) {
        sum += voices.weight(i);
        if (sum >= share - rounding) {
            return voices.position(i);
        }
    }
    return voices.position(order.back());
}

Vector median_part(Voices const& voices)
{
    return certain(reached(voices, 0.5));
}

Vector core_part(Voices const& voices)
{
    return between(std::floor(reached(voices, tail)), std::ceil(reached(voices, 1.0 - tail)));
}

Vector range_part(Voices const& voices)
{
    return between(std::floor(voices.position.minCoeff()), std::ceil(voices.position.maxCoeff()));
}

/// Duels over different positions: support is the power of those to whom one is nearer.
Vector duels_at(Voices const& voices, int sharpness)
{
    std::set<double> const different(voices.position.begin(), voices.position.end());
    std::vector<double> const places(different.begin(), different.end());
    auto const m = std::ssize(places);
    Matrix support = Matrix::Zero(m, m);
    for (Index i = 0; i < m; ++i) {
        for (Index j = 0; j < m; ++j) {
            for (Index v = 0; v < voices.position.size(); ++v) {
                double const nearer =
                    std::abs(voices.position(v) - places[static_cast<std::size_t>(j)]) -
                    std::abs(voices.position(v) - places[static_cast<std::size_t>(i)]);
                support(i, j) += nearer > rounding ? voices.votes(v) : 0.0;
            }
        }
    }
    Vector const wins = win_all_duels(duel_chances(support, sharpness));
    Vector chances = Vector::Zero(settlement_places);
    for (Index i = 0; i < m; ++i) {
        put(chances, places[static_cast<std::size_t>(i)], wins(i));
    }
    return chances;
}

Vector duels_part(Voices const& voices)
{
    return duels_at(voices, 1);
}

Vector sharp_duels_part(Voices const& voices)
{
    return duels_at(voices, 2);
}

struct Part {
    SettlementPart entry;
    Vector (*chances)(Voices const&);
};

std::array<Part, 8> constexpr parts{{
    {{"duels", "the different positions, by the chance to win duels of votes against all others"},
     duels_part},
    {{"sharp_duels", "the same with the square of the votes"}, sharp_duels_part},
    {{"positions", "the positions, by power x salience"}, positions_part},
    {{"bell", "within 15 of the mean by power x salience"}, bell_part},
    {{"package",
      "within 15 of the mean by power x the cube of how much more than elsewhere in the "
      "dossier an actor cares"},
     package_part},
    {{"median", "the median position by power x salience"}, median_part},
    {{"core", "between the positions that leave a tenth of power x salience on either side"},
     core_part},
    {{"range", "between the lowest and the highest position"}, range_part},
}};

std::array<SettlementPart, parts.size()> entries()
{
    std::array<SettlementPart, parts.size()> all;
    std::ranges::transform(parts, all.begin(), &Part::entry);
    return all;
}

Vector part_of(std::string const& name, Dossier const& issue, Voices const& voices)
{
    if (name == "past") {
        return Vector::Zero(settlement_places);
    }
    if (name.starts_with(at)) {
        auto const& actors = issue.positions.actors;
        auto const actor = std::ranges::find(actors, name.substr(at.size()));
        return actor == actors.end() ? positions_part(voices)
                                     : certain(voices.position(actor - actors.begin()));
    }
    auto const* const found =
        std::ranges::find(parts, name, [](Part const& part) { return part.entry.name; });
    return found->chances(voices);
}

}  // namespace

std::span<SettlementPart const> settlement_parts()
{
    static auto const all = entries();
    return all;
}

std::vector<std::string> usual_settlement_parts()
{
    return {"duels", "package", "core", "median", "at ep", "past"};
}

bool is_settlement_part(std::string const& name)
{
    return name == "past" || (name.starts_with(at) && name.size() > at.size()) ||
           std::ranges::find(settlement_parts(), name, &SettlementPart::name) !=
               settlement_parts().end();
}

Matrix chances_of_parts(Dossier const& issue, std::vector<std::string> const& names)
{
    Voices const voices = voices_of(issue);
    Matrix chances(std::ssize(names), settlement_places);
    for (std::size_t p = 0; p < names.size(); ++p) {
        chances.row(static_cast<Index>(p)) = part_of(names[p], issue, voices).transpose();
    }
    return chances;
}

bool is_on_settlement_scale(Dossier const& issue)
{
    auto const& position = issue.positions.position;
    return position.minCoeff() >= 0.0 && position.maxCoeff() <= 100.0;
}

}  // namespace parley
