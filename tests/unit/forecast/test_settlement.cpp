#include "catch.hpp"
#include "forecast/settlement.hpp"
#include "forecast/weights_file.hpp"
#include "unit/forecast/decisions.hpp"

#include <algorithm>

using namespace parley;

namespace {

Dossier issue(std::string_view row, std::string_view header = "pa,pb,pep,sa,sb,sep")
{
    auto const dossiers = wide(std::string{header} + "\n" + std::string{row} + "\n");
    return issue_alone(dossiers.all.front(), 0);
}

double chance(Dossier const& of, std::string const& part, Eigen::Index place)
{
    return chances_of_parts(of, {part})(0, place);
}

}  // namespace

TEST_CASE("parts say where bargaining may end")
{
    // positions 0, 40, 100 with power 1 each; weights 1/2, 1/4, 1/4: mean 35, median 0 (half is
    // reached there), a tenth of the weight on either side leaves all in the core
    auto const of = issue("0,40,100,100,50,50");
    CHECK_THAT(chance(of, "positions", 0), WithinAbs(0.5, 1e-15));
    CHECK_THAT(chance(of, "positions", 100), WithinAbs(0.25, 1e-15));
    CHECK_THAT(chance(of, "bell", 20), WithinAbs(1.0 / 31, 1e-15));
    CHECK_THAT(chance(of, "bell", 50), WithinAbs(1.0 / 31, 1e-15));
    CHECK(chance(of, "bell", 51) == 0.0);
    CHECK(chance(of, "median", 0) == 1.0);
    CHECK_THAT(chance(of, "core", 70), WithinAbs(1.0 / 101, 1e-15));
    CHECK(chance(of, "at ep", 100) == 1.0);
    CHECK_THAT(chance(of, "at nobody", 40), WithinAbs(0.25, 1e-15));  // as positions
    // 40 beats 0 and 100 by 2/3 each, 0 beats 100 by 2/3: 2/3 x 1/3, 2/3 x 2/3, 1/3 x 1/3
    CHECK_THAT(chance(of, "duels", 0), WithinAbs(2.0 / 7, 1e-14));
    CHECK_THAT(chance(of, "duels", 40), WithinAbs(4.0 / 7, 1e-14));
    CHECK_THAT(chance(of, "duels", 100), WithinAbs(1.0 / 7, 1e-14));
    // squares: 4/5 and 1/5
    CHECK_THAT(chance(of, "sharp_duels", 40), WithinAbs(16.0 / 21, 1e-14));
}

TEST_CASE("in a package each gives way where it cares less than elsewhere")
{
    // a cares 3 : 1 for the first issue, b 1 : 3. Emphasis 1.5 and 0.5; cubes 3.375 and 0.125: the
    // mean on the first is 100 x 0.125 / 3.5 = 3.57, and on the second 96.43 of b's 100.
    auto const dossiers =
        wide("case,issue,pa,pb,sa,sb\none,i,0,100,90,30\none,j,0,100,30,90\n", {.group = "case"});
    Dossier const first = issue_alone(dossiers.all[0], 0);
    CHECK_THAT(first.emphasis(0, 0), WithinAbs(1.5, 1e-12));
    CHECK_THAT(first.emphasis(1, 0), WithinAbs(0.5, 1e-12));
    CHECK(chance(first, "package", 18) > 0.0);
    CHECK(chance(first, "package", 19) == 0.0);
    Dossier const second = issue_alone(dossiers.all[0], 1);
    CHECK(chance(second, "package", 82) > 0.0);
    CHECK(chance(second, "package", 81) == 0.0);
}

TEST_CASE("every part is a distribution, also where nobody weighs the issue or all agree")
{
    std::vector<std::string> names{"at ep", "at nobody"};
    for (auto const& part : settlement_parts()) {
        names.emplace_back(part.name);
    }
    for (auto const* row : {"0,40,100,100,50,50", "3.5,3.5,3.5,10,10,10", "0,99.5,17.25,0,0,0",
                            "100,100,0,1,1,100"}) {
        Matrix const parts = chances_of_parts(issue(row), names);
        CHECK(parts.minCoeff() >= 0.0);
        for (Eigen::Index p = 0; p < parts.rows(); ++p) {
            CHECK_THAT(parts.row(p).sum(), WithinAbs(1.0, 1e-12));
        }
    }
}

TEST_CASE("an actor written as several of the same position and total power changes no part")
{
    auto constexpr header = "pa,pb,pc,pd,sa,sb,sc,sd";
    auto const source_of_power = table("actor,p\na,3\nb,4\nc,1\nd,1\n");
    auto const split =
        wide(std::string{header} + "\n0,40,90,90,80,70,60,60\n", {}, read_power(source_of_power));
    auto const whole_power = table("actor,p\na,3\nb,4\nc,2\n");
    auto const whole = wide("pa,pb,pc,sa,sb,sc\n0,40,90,80,70,60\n", {}, read_power(whole_power));
    for (auto const& part : settlement_parts()) {
        std::vector<std::string> const name{std::string{part.name}};
        Matrix const a = chances_of_parts(issue_alone(split.all[0], 0), name);
        Matrix const b = chances_of_parts(issue_alone(whole.all[0], 0), name);
        INFO(part.name);
        CHECK_THAT((a - b).cwiseAbs().maxCoeff(), WithinAbs(0.0, 1e-12));
    }
}

TEST_CASE("the fit finds the weights of which cases are made, to what chance allows")
{
    // Outcomes at Parliament's position in 6 of 10 cases, at the first actor's in 4 of 10: the best
    // weights of these two parts are 0.6 and 0.4 (for one distribution of two places the score
    // sum_x (F(x) - H(x))^2 is least where F is the share).
    auto const of = issue("20,50,80,50,50,50");
    std::vector<std::string> const parts{"at ep", "at a"};
    std::vector<SettlementCase> cases;
    for (int i = 0; i < 10; ++i) {
        cases.push_back({chances_of_parts(of, parts), i < 6 ? 80.0 : 20.0, ""});
    }
    std::vector<SettlementCase const*> all;
    for (auto const& each : cases) {
        all.push_back(&each);
    }
    auto const weights = fit_settlement(all, parts, {});
    CHECK_THAT(weights.overall(0), WithinAbs(0.6, 1e-6));
    CHECK_THAT(weights.overall(1), WithinAbs(0.4, 1e-6));
    CHECK_THAT(weights.past(80), WithinAbs(0.6, 1e-15));
    auto const mixture = settlement(of, weights);
    CHECK(mixture.places == std::vector{20.0, 80.0});
    CHECK(mixture.median() == 80.0);
}

TEST_CASE("kinds have weights of their own, drawn to those of all")
{
    auto const of = issue("20,50,80,50,50,50");
    std::vector<std::string> const parts{"at ep", "at a"};
    std::vector<SettlementCase> cases;
    for (int i = 0; i < 40; ++i) {
        cases.push_back(
            {chances_of_parts(of, parts), i % 2 == 0 ? 80.0 : 20.0, i % 2 == 0 ? "even" : "odd"});
    }
    std::vector<SettlementCase const*> all;
    for (auto const& each : cases) {
        all.push_back(&each);
    }
    auto const free = fit_settlement(all, parts, {"kind"}, {.pull = 0.0});
    auto const drawn = fit_settlement(all, parts, {"kind"}, {.pull = 2000.0});
    CHECK_THAT(free.of("even")(0), WithinAbs(1.0, 1e-6));
    CHECK_THAT(free.of("odd")(0), WithinAbs(0.0, 1e-6));
    CHECK(drawn.of("even")(0) > 0.5 + 1e-3);
    CHECK(drawn.of("even")(0) < 1.0 - 1e-3);
    CHECK(drawn.of("another") == drawn.overall);
    // 20 cases of 60 places: the score grows by 1 200 w^2, the pull by 2 000 (2 w^2) from 1/2
    CHECK_THAT(drawn.of("even")(0), WithinAbs(0.5 + 0.5 * 1200.0 / (1200.0 + 4000.0), 1e-6));
    CHECK(drawn.cases.at("odd") == 20);
}

TEST_CASE("weights that are written are read back as the same")
{
    SettlementWeights weights{.parts = {"duels", "at ep", "past"}, .kind = {"proc", "counvte"}};
    weights.overall = Vector{{0.1, 0.2, 0.7}};
    weights.by_kind["COD/QMV"] = Vector{{1.0 / 3, 1.0 / 3, 1.0 / 3}};
    weights.cases["COD/QMV"] = 12;
    weights.past = Vector::Zero(settlement_places);
    weights.past(50) = 0.25;
    weights.past(100) = 0.75;
    auto const text = to_table(weights);
    auto const source = table(text);
    auto const again = read_weights(source);
    CHECK(again.parts == weights.parts);
    CHECK(again.kind == weights.kind);
    CHECK(again.overall == weights.overall);
    CHECK(again.by_kind.at("COD/QMV") == weights.by_kind.at("COD/QMV"));
    CHECK(again.past == weights.past);
    CHECK(to_table(again) == text);
}

TEST_CASE("weights that cannot be are refused with what is wrong")
{
    auto const message = [](std::string_view rows) -> std::string {
        try {
            auto const source = table("what,kind,name,value\n" + std::string{rows});
            (void)read_weights(source);
        } catch (InputError const& error) {
            return error.what();
        }
        return "";
    };
    CHECK(message("weight,,duels,0.5\n").find("sum to 0.5") != std::string::npos);
    CHECK(message("weight,,dual,1\n").find("'dual' is no part of a settlement") !=
          std::string::npos);
    CHECK(message("weight,a,duels,1\n").find("no weights of all kinds") != std::string::npos);
    CHECK(message("weight,,past,1\n").find("shares of past outcomes sum to 0") !=
          std::string::npos);
    CHECK(message("weights,,duels,1\n").find("'weights' is not known here") != std::string::npos);
    CHECK(message("weight,,duels,-1\n").find("below 0") != std::string::npos);
}
