#include "output/minutes/transcript.hpp"

#include "output/minutes/lines.hpp"

namespace parley {

void Transcript::add(Json const& line)
{
    data_ += line.dump();
    data_ += '\n';
    prose_.add(line);
}

void Transcript::begin(std::string_view what_if, Simulation const& simulation)
{
    add(run_line(what_if, simulation));
}

void Transcript::on_event(Simulation const& simulation, Event const& event)
{
    add(event_line(simulation, event));
}

void Transcript::on_missed_talks(Simulation const& simulation, MissedTalks const& missed)
{
    add(missed_talks_line(simulation, missed));
}

void Transcript::on_ratification(Simulation const& simulation, Decision const& decision)
{
    add(ratification_line(simulation, decision));
}

void Transcript::on_defection(Simulation const& simulation, Defection const& defection)
{
    add(defection_line(simulation, defection));
}

void Transcript::on_meeting(Simulation const& simulation, ForumId id,
                            std::vector<Session> const& sessions)
{
    add(meeting_line(simulation, id, sessions.size()));
    for (Session const& session : sessions) {
        for (Json const& line : table_lines(simulation, session, tables_)) {
            add(line);
        }
        ++tables_;
    }
}

}  // namespace parley
