#include "document/mistake.hpp"
#include "output/build_info.hpp"
#include "output/errors.hpp"
#include "python/bindings.hpp"

#include <nanobind/nanobind.h>
#include <nanobind/stl/string.h>

#include <exception>
#include <stdexcept>

namespace parley::python {

namespace nb = nanobind;

namespace {

/// The exception of Python that the engine's mistakes become: a ValueError, as what users can mend.
nb::object& input_error()
{
    static auto* const type = new nb::object;  // lives as long as the process
    return *type;
}

void translate(std::exception_ptr const& thrown, void*)
{
    try {
        std::rethrow_exception(thrown);
    } catch (InputError const& error) {
        PyErr_SetString(input_error().ptr(), error.what());
    } catch (InputFileError const& error) {
        PyErr_SetString(input_error().ptr(), error.what());
    } catch (ReadError const& error) {
        PyErr_SetString(PyExc_OSError, error.what());
    } catch (OutputError const& error) {
        PyErr_SetString(PyExc_OSError, error.what());
    } catch (std::logic_error const& error) {
        // nanobind turns the kinds of these into ValueError and IndexError
        if (dynamic_cast<std::invalid_argument const*>(&error) != nullptr ||
            dynamic_cast<std::out_of_range const*>(&error) != nullptr) {
            throw;
        }
        PyErr_SetString(PyExc_RuntimeError, error.what());
    }
}

}  // namespace

void bind_errors(nb::module_& module)
{
    input_error() = nb::steal(PyErr_NewExceptionWithDoc(
        "parley.InputError",
        "What the user wrote is wrong; the message says where and what to do about it.",
        PyExc_ValueError, nullptr));
    module.attr("InputError") = input_error();
    nb::register_exception_translator(translate);
}

}  // namespace parley::python

NB_MODULE(_engine, module)
{
    module.doc() = "The engine of Parley, in process. Use it through the package parley.";
    module.attr("version") = std::string{parley::build_info().version};
    module.attr("git_revision") = std::string{parley::build_info().git_revision};
    parley::python::bind_errors(module);
    parley::python::bind_run(module);
    parley::python::bind_runs(module);
    parley::python::bind_tables(module);
    parley::python::bind_added_methods(module);
}
