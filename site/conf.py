"""How Sphinx makes the site; `.ci/site` calls it."""

import re
import sys
from pathlib import Path

from pygments.lexers.special import TextLexer

SITE = Path(__file__).parent
TOP = SITE.parent
sys.path.insert(0, str(SITE))

from markdown_of_docstrings import markdown_to_rst  # noqa: E402

project = "Parley"
author = copyright = "The Parley contributors"
release = re.search(r"VERSION (\d+\.\d+\.\d+)", (TOP / "CMakeLists.txt").read_text())[1]
version = release
language = "en"

extensions = ["myst_nb", "sphinx.ext.autodoc", "breathe"]
exclude_patterns = ["README.md"]  # pages include its parts
root_doc = "index"
nitpicky = False

myst_enable_extensions = ["colon_fence", "deflist", "attrs_block"]
myst_heading_anchors = 5
suppress_warnings = [
    "myst.header",  # an included part may begin below the first level
    "duplicate_declaration.cpp",  # each header opens the namespace anew
]

# Notebooks are run, from their own folder; one that fails fails the site.
nb_execution_mode = "cache"
nb_execution_cache_path = str(TOP / "build/site_notebooks")
nb_execution_timeout = 2400
nb_execution_raise_on_error = True
nb_execution_show_tb = True
nb_merge_streams = True
nb_ipywidgets_js = {}  # no notebook has widgets, and their scripts would come from elsewhere

autodoc_typehints = "signature"
autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
python_use_unqualified_type_names = True
python_maximum_signature_line_length = 90
add_module_names = False

breathe_projects = {"parley": str(TOP / "build/site_doxygen/xml")}
breathe_default_project = "parley"
breathe_show_include = False
primary_domain = "py"
highlight_language = "text"
cpp_maximum_signature_line_length = 90

html_theme = "furo"
html_title = "Parley"
html_static_path = [str(SITE / "static")]
html_css_files = ["site.css"]
html_copy_source = False
html_show_sourcelink = False
pygments_style = "a11y-high-contrast-light"
pygments_dark_style = "a11y-high-contrast-dark"
html_theme_options = {"top_of_page_buttons": []}


def setup(app):
    app.connect("autodoc-process-docstring", markdown_to_rst)
    app.add_lexer("csv", TextLexer)
    return {"parallel_read_safe": True}
