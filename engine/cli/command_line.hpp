#pragma once

#include "cli/commands.hpp"
#include "cli/init/init.hpp"
#include "cli/sweep_options.hpp"
#include "cli/verify.hpp"

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace parley {

/// The commands of the program with their options, and what was asked for.
class CommandLine {
  public:
    /// Adds the commands to `app`, whose parsing fills in what was asked for.
    explicit CommandLine(CLI::App& app);

    /// Was JSON asked for? It is then all that standard output gets.
    [[nodiscard]] bool wants_json() const;

    [[nodiscard]] bool is_quiet() const { return quiet_; }
    [[nodiscard]] bool is_verbose() const { return verbose_; }

    /// Does what was asked for; `words` are the command line as given.
    [[nodiscard]] Exit dispatch(std::vector<std::string> words);

  private:
    void add_settings(CLI::App& command);
    void add_run();
    void add_check();
    void add_info();
    void add_compare();
    void add_export();
    void add_schema();
    void add_reference();
    void add_completion();
    void add_loudness();
    void print_reference() const;
    [[nodiscard]] Exit print_completion();

    CLI::App& app_;
    RunOptions run_;
    SweepOptions sweep_;
    MergeOptions merge_;
    VerifyOptions verify_;
    NegotiateOptions negotiate_;
    CheckOptions check_;
    InfoOptions info_;
    CompareOptions compare_;
    ExportOptions export_;
    InitOptions init_;
    std::string schema_ = "scenario";
    bool parameters_ = false;
    std::string what_ifs_of_;  // files whose names complete a command line
    std::string variables_of_;
    bool quiet_ = false;
    bool verbose_ = false;
};

/// "parley 0.1.0 (1a2b3c4d5e6f, GNU 12.2.0, Release)"
[[nodiscard]] std::string version_text();

}  // namespace parley
