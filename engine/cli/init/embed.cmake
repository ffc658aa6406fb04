# Writes the source OUTPUT, which holds files of the folder FOLDER as texts: those that match PATTERNS, paths relative
# to it, and FIRST as the template of a first scenario. Raw strings take every text without )parley".

file(GLOB files RELATIVE "${FOLDER}" ${PATTERNS})
list(SORT files)
set(entries "")
foreach(name IN LISTS files)
    file(READ "${FOLDER}/${name}" text)
    string(APPEND entries "        {R\"parley(${name})parley\",\nR\"parley(${text})parley\"},\n")
endforeach()
file(READ "${FIRST}" first)
file(WRITE "${OUTPUT}" "// Made by embed.cmake.
#include \"cli/init/shipped_files.hpp\"

namespace parley {

std::vector<ShippedFile> const& shipped_files()
{
    static std::vector<ShippedFile> const all{
${entries}    };
    return all;
}

std::string_view first_scenario_template()
{
    return R\"parley(${first})parley\";
}

}  // namespace parley
")
