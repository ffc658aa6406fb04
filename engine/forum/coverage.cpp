#include "forum/coverage.hpp"

#include <algorithm>

namespace parley {
namespace {

/// What ties a state to the members of a group: summed as its total is, in order of its partners,
/// so that all states together cover exactly everything.
class TiesInside {
  public:
    /// Borrows both.
    TiesInside(Ties const& ties, std::span<StateId const> members) : ties_{ties}
    {
        std::size_t const states = StateId{ties.states()}.slot();
        if (members.size() * 8 < states) {
            few_ = members;
            if (!std::ranges::is_sorted(members)) {
                sorted_.assign(members.begin(), members.end());
                std::ranges::sort(sorted_);
                few_ = sorted_;
            }
        } else {
            is_inside_.assign(states, 0);
            for (StateId const i : members) {
                is_inside_[i.slot()] = 1;
            }
        }
    }

    double operator()(StateId i) const
    {
        double sum = 0.0;
        for (StateId const j : few_) {
            sum += j != i ? ties_.between(i, j) : 0.0;
        }
        if (few_.empty()) {
            for (Ties::Tie const& tie : ties_.of(i)) {
                sum += is_inside_[tie.partner.slot()] != 0 ? tie.weight : 0.0;
            }
        }
        return sum;
    }

  private:
    Ties const& ties_;
    std::span<StateId const> few_;  // of many, in order; or
    std::vector<StateId> sorted_;   // these, if they were not in order
    std::vector<char> is_inside_;   // [N]
};

/// Finds what a group covers of so many states; `all` is room for what ties its members to
/// everybody [K].
void find_coverage(MatrixView weight, Ties const& ties, std::span<StateId const> members,
                   std::optional<Eigen::Index> existing, Vector& inside, Vector& all)
{
    Eigen::Index const states = existing.value_or(weight.rows());
    TiesInside const ties_inside{ties, members};
    inside.setZero(weight.cols());
    all.setZero(weight.cols());
    for (StateId const i : members) {
        inside += ties_inside(i) * weight.row(i.index()).transpose();
        all += ties.total()(i.index()) * weight.row(i.index()).transpose();
    }
    double const heads = states > 1 && !members.empty() ? static_cast<double>(members.size() - 1) /
                                                              static_cast<double>(states - 1)
                                                        : 0.0;
    inside = (all.array() > 0.0).select(inside.cwiseQuotient(all), heads);
}

}  // namespace

Vector coverage(MatrixView weight, Ties const& ties, std::span<StateId const> members,
                std::optional<Eigen::Index> existing)
{
    Vector inside;
    Vector all;
    find_coverage(weight, ties, members, existing, inside, all);
    return inside;
}

Vector coverage(MatrixView weight, Ties const& ties, std::span<StatePart const> parts,
                std::optional<Eigen::Index> existing)
{
    Eigen::Index const states = existing.value_or(weight.rows());
    Vector inside = Vector::Zero(weight.cols());
    Vector all = Vector::Zero(weight.cols());
    double met = 0.0;
    double people = 0.0;
    for (StatePart const& own : parts) {
        double between = 0.0;
        for (StatePart const& other : parts) {
            bool const same = own.state == other.state;
            between += same ? 0.0 : other.share * ties.between(own.state, other.state);
            met += same ? 0.0 : own.share * other.share;
        }
        people += own.share;
        auto const cares = weight.row(own.state.index()).transpose();
        inside += own.share * between * cares;
        all += own.share * ties.total()(own.state.index()) * cares;
    }
    double const heads = states > 1 ? met / (static_cast<double>(states - 1) * people) : 0.0;
    return Vector::NullaryExpr(
        weight.cols(), [&](Eigen::Index k) { return all(k) > 0.0 ? inside(k) / all(k) : heads; });
}

void Coverage::renew()
{
    ties_.reset();
    weight_.reset();
    std::ranges::fill(is_found_, char{0});
}

Ties const& Coverage::ties(World const& world) const
{
    if (!ties_) {
        ties_.emplace(world.flows, world.states.count(), flow_weight_);
    }
    return *ties_;
}

Vector const& Coverage::operator()(World const& world, Forum const& forum, ForumId id) const
{
    Vector& found = found_[id.slot()];
    if (is_found_[id.slot()] == 0) {
        if (!weight_) {
            weight_ = world.actual.weight();
        }
        auto const states = world.states.existing();
        if (forum.is_of_authorities()) {
            found = coverage(*weight_, ties(world), forum.parts, states);
        } else {
            find_coverage(*weight_, ties(world), forum.members, states, found, all_);
        }
        is_found_[id.slot()] = 1;
    }
    return found;
}

}  // namespace parley
