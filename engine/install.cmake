# What `cmake --install` puts in place: the program, the shipped scenarios, and the rooms behind the front
# door as libraries for other programs, found by find_package(parley).

include(CMakePackageConfigHelpers)

get_property(rooms GLOBAL PROPERTY PARLEY_ROOMS)
list(REMOVE_ITEM rooms cli python)
list(TRANSFORM rooms PREPEND parley_)
set(package ${CMAKE_INSTALL_LIBDIR}/cmake/parley)

install(TARGETS parley)
install(CODE "
    execute_process(COMMAND $<TARGET_FILE:parley> manual
        OUTPUT_FILE ${PROJECT_BINARY_DIR}/parley.1 COMMAND_ERROR_IS_FATAL ANY)
    execute_process(COMMAND $<TARGET_FILE:parley> completion
        OUTPUT_FILE ${PROJECT_BINARY_DIR}/parley.bash COMMAND_ERROR_IS_FATAL ANY)
")
install(FILES ${PROJECT_BINARY_DIR}/parley.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${PROJECT_BINARY_DIR}/parley.bash
    DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME parley)
install(TARGETS ${rooms} EXPORT parley)
install(EXPORT parley NAMESPACE parley:: FILE parley-targets.cmake DESTINATION ${package})
install(DIRECTORY ${PROJECT_SOURCE_DIR}/engine/
    DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/parley
    FILES_MATCHING PATTERN "*.hpp"
    PATTERN cli EXCLUDE
    PATTERN hdf5 EXCLUDE
    PATTERN python EXCLUDE
)
install(DIRECTORY ${PROJECT_SOURCE_DIR}/scenarios DESTINATION ${CMAKE_INSTALL_DATADIR}/parley)

configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/parley-config.cmake.in
    ${PROJECT_BINARY_DIR}/parley-config.cmake INSTALL_DESTINATION ${package})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/parley-config-version.cmake
    COMPATIBILITY SameMinorVersion)
install(FILES
    ${PROJECT_BINARY_DIR}/parley-config.cmake
    ${PROJECT_BINARY_DIR}/parley-config-version.cmake
    DESTINATION ${package})
