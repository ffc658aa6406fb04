#pragma once

#include <nanobind/nanobind.h>

namespace parley::python {

// What each source of the room adds to the module.
void bind_errors(nanobind::module_& module);
void bind_run(nanobind::module_& module);
void bind_runs(nanobind::module_& module);
void bind_tables(nanobind::module_& module);
void bind_added_methods(nanobind::module_& module);

}  // namespace parley::python
