#include "catch.hpp"
#include "model/regime.hpp"
#include "support/random_stream.hpp"

#include <algorithm>
#include <array>

using namespace parley;

namespace {

Agreement agreed(int forum, std::vector<StateId> parties, double terms, double bindingness,
                 int tick, std::optional<int> lapses = {})
{
    return {.forum = ForumId{forum},
            .issues = {IssueId{0}},
            .terms = Vector::Constant(1, terms),
            .signatories = std::move(parties),
            .tick = tick,
            .bindingness = bindingness,
            .lapses = lapses};
}

StateId constexpr france{0};
StateId constexpr morocco{1};
StateId constexpr spain{2};

Regime three_states()
{
    IssueId const readmission{0};
    return Regime{Matrix::Constant(3, 1, 0.2), {&readmission, 1}};
}

double towards(Regime const& regime, StateId i, StateId j)
{
    return regime.dyads(IssueId{0}).policy(i, j);
}

}  // namespace

TEST_CASE("two states agree without binding a third, nor themselves towards it")
{
    Regime regime = three_states();
    regime.add(agreed(0, {france, morocco}, 0.8, 0.5, 0));
    regime.implement(1.0);
    CHECK(towards(regime, france, morocco) == Approx(0.5));
    CHECK(towards(regime, morocco, france) == Approx(0.5));
    CHECK(towards(regime, spain, morocco) == 0.2);
    CHECK(towards(regime, morocco, spain) == 0.2);
    CHECK(regime.policy().isApproxToConstant(0.2));  // towards everybody else
    CHECK(regime.binds(france, IssueId{0}));
    CHECK_FALSE(regime.binds(spain, IssueId{0}));
}

TEST_CASE("between two states holds the most specific agreement alone, and the next when it ends")
{
    Regime regime = three_states();
    regime.add(agreed(1, {france, morocco}, 0.6, 1.0, 0, 3));
    regime.add(agreed(0, {france, morocco, spain}, 1.0, 0.25, 1));
    regime.implement(1.0);
    CHECK(towards(regime, france, morocco) == Approx(0.6));
    CHECK(towards(regime, morocco, spain) == Approx(0.4));
    CHECK(regime.dyads(IssueId{0}).between(france, morocco)->parties == 2);
    CHECK(regime.target_without(france, morocco, IssueId{0}, ForumId{1}) == Approx(0.4));
    CHECK(regime.target_without(france, morocco, IssueId{0}, ForumId{0}) == Approx(0.6));
    regime.lapse(3);
    regime.implement(1.0);
    CHECK(towards(regime, france, morocco) == Approx(0.4));
    regime.release(france, ForumId{0});  // and its partners are free towards it
    CHECK_FALSE(regime.dyads(IssueId{0}).between(morocco, france));
    CHECK(regime.dyads(IssueId{0}).between(morocco, spain));
}

TEST_CASE("of equally specific agreements the later one holds")
{
    Regime regime = three_states();
    regime.add(agreed(1, {france, morocco}, 0.6, 1.0, 0));
    regime.add(agreed(0, {france, morocco}, 0.9, 1.0, 1));
    CHECK(regime.dyads(IssueId{0}).between(france, morocco)->terms == 0.9);
    regime.add(agreed(1, {france, morocco}, 0.7, 1.0, 2));  // in the place of its first
    CHECK(regime.dyads(IssueId{0}).between(france, morocco)->terms == 0.7);
}

TEST_CASE("two agreements of one forum and day are two")
{
    IssueId const issue{0};
    Regime regime{Matrix::Zero(4, 1), {&issue, 1}};
    StateId const a{0};
    StateId const b{1};
    StateId const c{2};
    StateId const d{3};
    regime.add(agreed(0, {a, b}, 0.6, 1.0, -3));
    regime.add(agreed(0, {c, d}, 0.8, 1.0, -3));
    CHECK(regime.dyads(issue).between(a, b)->terms == 0.6);
    CHECK(regime.dyads(issue).between(c, d)->terms == 0.8);
    CHECK(regime.binds(a, b, issue, ForumId{0}));
    CHECK_FALSE(regime.binds(a, c, issue, ForumId{0}));
    regime.add(agreed(0, {a, c}, 0.9, 1.0, 0));
    CHECK(regime.dyads(issue).between(a, c)->terms == 0.9);
    CHECK_FALSE(regime.dyads(issue).between(a, b));
    CHECK_FALSE(regime.dyads(issue).between(c, d));
}

TEST_CASE("who left an agreement for a new one has nothing with those who stayed in the old")
{
    Regime regime = three_states();
    regime.add(agreed(0, {france, morocco, spain}, 0.6, 1.0, 0));
    regime.add(agreed(0, {france, morocco}, 0.9, 1.0, 1));
    CHECK(regime.dyads(IssueId{0}).between(france, morocco)->terms == 0.9);
    CHECK_FALSE(regime.dyads(IssueId{0}).between(france, spain));
}

TEST_CASE("policies go at the pace of the state whose they are, from where it would go alone")
{
    Regime regime = three_states();
    regime.set_alone(Matrix{{0.1}, {0.4}, {0.2}});
    regime.add(agreed(0, {france, morocco}, 0.8, 0.5, 0));
    regime.implement((Vector(3) << 0.5, 1.0, 0.0).finished());
    CHECK(towards(regime, france, morocco) == Approx(0.2 + 0.5 * (0.45 - 0.2)));
    CHECK(towards(regime, morocco, france) == Approx(0.4 + 0.5 * 0.4));
    CHECK(towards(regime, france, spain) == Approx(0.15));
    CHECK(towards(regime, spain, france) == 0.2);
    CHECK(regime.policy()(0, 0) == Approx(0.15));
}

TEST_CASE("whatever is signed, lapses and is left, what holds is what the definition says")
{
    for (std::uint64_t draw = 0; draw < 40; ++draw) {
        RandomStream random{1, "dyads", {draw, 0, 0}};
        int constexpr states = 6;
        auto const below = [&](int n) { return static_cast<int>(n * random.uniform()); };
        IssueId const issue{0};
        Regime regime{Matrix::Zero(states, 1), {&issue, 1}};
        struct Party {
            int forum;
            int tick;
            int lapses;
            std::size_t parties;
            double terms;
            std::size_t group;
        };
        std::vector<std::vector<Party>> bound(states);
        for (int tick = 0; tick < 25; ++tick) {
            regime.lapse(tick);
            for (auto& of : bound) {
                std::erase_if(of, [&](Party const& p) { return p.lapses <= tick; });
            }
            int const forum = below(4);
            // two agreements of a forum in a tick, between some and others, as a record may have
            std::array<std::vector<StateId>, 3> groups;  // the last signs nothing
            for (int i = 0; i < states; ++i) {
                groups[static_cast<std::size_t>(below(3))].emplace_back(i);
            }
            for (std::size_t group = 0; group < 2; ++group) {
                std::vector<StateId> const& parties = groups[group];
                int const lapses = tick + 1 + below(12);
                double const terms = random.uniform();
                regime.add(agreed(forum, parties, terms, 1.0, tick, lapses));
                for (StateId const i : parties) {
                    std::erase_if(bound[i.slot()],
                                  [&](Party const& p) { return p.forum == forum; });
                    bound[i.slot()].push_back({forum, tick, lapses, parties.size(), terms, group});
                }
            }
            if (random.uniform() < 0.3) {
                int const who = below(states);
                int const from = below(4);
                regime.release(StateId{who}, ForumId{from});
                std::erase_if(bound[static_cast<std::size_t>(who)],
                              [&](Party const& p) { return p.forum == from; });
            }
            for (std::size_t i = 0; i < states; ++i) {
                for (std::size_t j = 0; j < states; ++j) {
                    Party const* best = nullptr;
                    for (Party const& p : bound[i]) {
                        bool const both = std::ranges::any_of(bound[j], [&](Party const& q) {
                            return q.forum == p.forum && q.tick == p.tick && q.group == p.group;
                        });
                        if (i != j && both &&
                            (best == nullptr || p.parties < best->parties ||
                             (p.parties == best->parties && p.tick > best->tick))) {
                            best = &p;
                        }
                    }
                    auto const* held = regime.dyads(issue).between(StateId{i}, StateId{j});
                    REQUIRE((held != nullptr) == (best != nullptr));
                    if (best != nullptr) {
                        CHECK(held->terms == best->terms);
                    }
                }
            }
        }
    }
}

TEST_CASE("policies go on, whatever holds between others, and pairs that were bound keep their way")
{
    Regime regime = three_states();
    regime.set_alone(Matrix{{0.6}, {0.2}, {0.2}});
    regime.implement(0.5);
    CHECK(towards(regime, france, morocco) == Approx(0.4));  // half the way from 0.2 to 0.6
    regime.add(agreed(0, {france, morocco}, 1.0, 1.0, 0, 2));
    CHECK(towards(regime, france, morocco) == Approx(0.4));  // nothing has been implemented yet
    regime.implement(0.5);
    CHECK(towards(regime, france, morocco) == Approx(0.7));
    CHECK(towards(regime, france, spain) == Approx(0.5));
    regime.lapse(2);
    CHECK(regime.dyads(IssueId{0}).between(france, morocco) == nullptr);
    regime.implement(0.5);
    CHECK(towards(regime, france, morocco) == Approx(0.65));  // back from 0.7 to 0.6
    CHECK(towards(regime, france, spain) == Approx(0.55));
    CHECK(towards(regime, france, france) == towards(regime, france, spain));
}

TEST_CASE("a copy of what holds between states goes its own way")
{
    Regime regime = three_states();
    regime.add(agreed(0, {france, morocco, spain}, 0.6, 1.0, 0));
    Regime copy = regime;
    regime.release(morocco, ForumId{0});
    regime.add(agreed(1, {france, spain}, 0.9, 1.0, 1));  // in the place of nobody's
    CHECK(regime.dyads(IssueId{0}).between(france, spain)->terms == 0.9);
    CHECK(regime.dyads(IssueId{0}).between(france, morocco) == nullptr);
    CHECK(copy.dyads(IssueId{0}).between(france, spain)->terms == 0.6);
    CHECK(copy.dyads(IssueId{0}).between(france, morocco)->terms == 0.6);
    copy.release(france, ForumId{0});
    CHECK(copy.dyads(IssueId{0}).between(morocco, spain)->terms == 0.6);
}
