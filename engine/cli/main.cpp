#include "cli/program.hpp"

int main(int argc, char** argv)
{
    return parley::run_program(argc, argv);
}
