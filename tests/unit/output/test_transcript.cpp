#include "catch.hpp"
#include "output/minutes/prose.hpp"
#include "output/minutes/transcript.hpp"
#include "small_run.hpp"

#include <fmt/format.h>

#include <array>
#include <sstream>
#include <vector>

using namespace parley;

namespace {

struct Written {
    std::string text;
    std::vector<Json> lines;
};

Written written(Setup const& setup)
{
    Simulation simulation{setup, 7, 0};
    Transcript transcript;
    std::array<Observer* const, 1> const observers{&transcript};
    transcript.begin("frank", simulation);
    simulation.run(observers);
    std::istringstream data{transcript.data()};
    std::vector<Json> lines;
    for (std::string line; std::getline(data, line);) {
        lines.push_back(Json::parse(line));
    }
    return {transcript.text(), lines};
}

std::string minutes(Setup const& setup)
{
    return written(setup).text;
}

}  // namespace

TEST_CASE("The minutes say what those who stood in the way hoped for elsewhere, where that counts")
{
    Setup setup = small_setup();
    std::string const blocked =
        "MLT: the terms would leave it worse off than no agreement, by 0.300.";
    std::string const hope = "It hopes for";
    CHECK(minutes(setup).find(blocked + '\n') != std::string::npos);
    CHECK(minutes(setup).find(hope) == std::string::npos);
    setup.outside_option = true;
    double const hoped = recorded(Labels{setup, {}}, setup).sessions.outside_option.at(1);
    REQUIRE(hoped > 0.0005);
    CHECK(minutes(setup).find(fmt::format("{} {} {:.3f} elsewhere.\n", blocked, hope, hoped)) !=
          std::string::npos);
}

TEST_CASE("The text of minutes is made from their lines of data alone")
{
    Setup setup = small_setup();
    setup.outside_option = GENERATE(false, true);
    Written const once = written(setup);
    Prose again;
    for (Json const& line : once.lines) {
        again.add(line);
    }
    CHECK(again.text() == once.text);
    CHECK(once.text.starts_with("Minutes of frank, replicate 0\n\n2005-01\n-------\n\n"));
}

TEST_CASE("The lines of minutes hold what the recorder records, to the last bit")
{
    Setup const setup = small_setup();
    SessionRecord const recorded_sessions = recorded(Labels{setup, {}}, setup).sessions;
    std::vector<Json> const lines = written(setup).lines;
    CHECK(lines.front().dump() ==
          R"({"record":"run","format":"parley minutes","format_version":1,"what_if":"frank",)"
          R"("replicate":0,"seed":7})");
    std::size_t table = 0;
    for (Json const& line : lines) {
        if (line.at("record") != "outcome") {
            continue;
        }
        CAPTURE(table, line.dump());
        CHECK(line.at("table") == table);
        CHECK(line.at("rounds") == recorded_sessions.rounds[table]);
        CHECK((line.at("status") == "agreed") ==
              (recorded_sessions.result[table] == code(Status::agreed)));
        std::size_t const row = table * setup.world.issues.id.size();
        for (auto const& [issue, position] : line.at("terms").items()) {
            std::size_t const k = issue == "readmission" ? 0 : 1;
            CHECK(position.get<double>() == recorded_sessions.terms[row + k]);
        }
        double furthest = -1.0;
        for (Json const& block : line.at("blocked_by")) {
            furthest = std::max(furthest, block.at("shortfall").get<double>());
        }
        if (furthest >= 0.0) {
            CHECK(furthest == recorded_sessions.shortfall[table]);
        }
        ++table;
    }
    CHECK(table == recorded_sessions.count());
}
