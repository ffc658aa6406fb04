# Writes RESULT from TEMPLATE with the revision of CHECKOUT; an unchanged RESULT keeps its date.

set(GIT_REVISION unknown)
set(DIRTY false)

find_program(GIT git)
if(GIT AND EXISTS "${CHECKOUT}/.git")  # not the revision of some other checkout that lies around this one
    # No locks: a build must not get in the way of a commit.
    set(git ${GIT} --no-optional-locks -C "${CHECKOUT}")
    execute_process(COMMAND ${git} rev-parse --verify HEAD
        OUTPUT_VARIABLE revision OUTPUT_STRIP_TRAILING_WHITESPACE
        RESULT_VARIABLE failed ERROR_QUIET)
    if(NOT failed)
        set(GIT_REVISION ${revision})
        execute_process(COMMAND ${git} status --porcelain --untracked-files=no OUTPUT_VARIABLE changes)
        if(changes)
            set(DIRTY true)
        endif()
    endif()
endif()

configure_file("${TEMPLATE}" "${RESULT}" @ONLY)
