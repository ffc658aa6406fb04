#include "catch.hpp"
#include "sweep/parameter.hpp"

using namespace parley;

namespace {

StudyParameter parameter(Study::Variation variation)
{
    variation.id = "discussion.trust";
    return {variation, {}, {}, {}};
}

}  // namespace

TEST_CASE("a share of a distribution is the value below which so much of it lies")
{
    auto const uniform = parameter({.id = "", .uniform = {2, 4}});
    CHECK(uniform.value(Share{0.0}) == 2.0);
    CHECK(uniform.value(Share{0.25}) == 2.5);
    CHECK(uniform.value(Share{1.0}) == 4.0);
    auto const logarithmic = parameter({.id = "", .log_uniform = {0.001, 1.0}});
    CHECK(logarithmic.value(Share{0.0}) == 0.001);
    CHECK_THAT(logarithmic.value(Share{1.0 / 3}), WithinRel(0.01, 1e-12));
    CHECK(logarithmic.value(Share{1.0}) == 1.0);
    auto const normal = parameter({.id = "", .normal = {10, 2}});
    CHECK(normal.value(Share{0.5}) == 10.0);
    CHECK_THAT(normal.value(Share{0.975}), WithinRel(10 + 2 * 1.959963984540054, 1e-14));
    auto const cut = parameter({.id = "", .normal = {0.5, 0.2}, .within = {0, 1}});
    CHECK(cut.value(Share{0.0}) >= 0.0);
    CHECK_THAT(cut.value(Share{0.0}), WithinAbs(0.0, 1e-12));
    CHECK_THAT(cut.value(Share{0.5}), WithinAbs(0.5, 1e-15));
    CHECK_THAT(cut.value(Share{1.0}), WithinAbs(1.0, 1e-12));
}

TEST_CASE("whole numbers and listed values take equal shares")
{
    auto const whole = parameter({.id = "", .integer = {-1, 2}});
    CHECK(whole.count() == 4);
    CHECK(whole.value(Share{0.0}) == -1.0);
    CHECK(whole.value(Share{0.2499}) == -1.0);
    CHECK(whole.value(Share{0.25}) == 0.0);
    CHECK(whole.value(Share{1.0}) == 2.0);
    CHECK(whole.text(2.0) == "2");
    auto const listed = parameter({.id = "", .values = {0.5, 0.1}});
    CHECK(listed.kind() == StudyParameter::Kind::number);
    CHECK(listed.value(Share{0.49}) == 0.5);
    CHECK(listed.value(Rank{1}) == 0.1);
    CHECK(parameter({.id = "", .values = {5, 1}}).kind() == StudyParameter::Kind::integer);
}

TEST_CASE("a number is written so that it reads back as itself")
{
    auto const uniform = parameter({.id = "", .uniform = {0, 1}});
    auto const value = uniform.value(Share{1.0 / 3});
    CHECK(std::stod(uniform.text(value)) == value);
    CHECK(uniform.assignment(value).value.text == uniform.text(value));
}

TEST_CASE("a parameter knows what the scenario says of its key")
{
    CHECK(meaning_of("forums.*.frankness").value().about == "how openly members speak");
    CHECK(meaning_of("discussion.decay").value().unit == "a year");
    CHECK(meaning_of("states.MAR.population").value().unit == "persons");
    CHECK(meaning_of("forums.eu.protocol.tactics.boulware").has_value());
    CHECK(meaning_of("issues.a.red_line.MAR").has_value());
    CHECK(meaning_of("events.0.flow_shock.factor").has_value());
    CHECK(meaning_of("what_if").has_value());
    CHECK_FALSE(meaning_of("forums.eu.franknes").has_value());
    CHECK_FALSE(meaning_of("forum").has_value());
}
