"""How the site is made: links are resolved or refused, pages checked, sentences counted."""

import pytest

from conftest import ROOT
from finishing import finished
from lay_out import BrokenLinkError, Links, pages
from links import broken_links
from markdown_of_docstrings import markdown_to_rst
from readability import read


def resolved(target, text="scenarios/README.md"):
    return Links(pages(), {"figures/a.png"}).resolve(target, ROOT / text)


def test_links_lead_to_pages_files_and_folders():
    assert resolved("results.md#what-to-look-at-in-the-others") == (
        "results.md#what-to-look-at-in-the-others"
    )
    assert resolved("../README.md#install") == "../index.md#install"
    assert resolved("thesis.yaml") == "thesis.yaml"
    assert resolved("scenarios/", "README.md") == "scenarios/README.md"
    assert resolved("../../scenarios/clusters.md", "site/recipes/shards.md") == (
        "../scenarios/clusters.md"
    )
    assert resolved("figures/a.png", "site/gallery.md") == "figures/a.png"
    assert resolved("https://example.org/") == "https://example.org/"
    assert resolved("../tests/") is None  # a folder without a page


def test_a_link_that_leads_nowhere_is_refused():
    with pytest.raises(BrokenLinkError, match=r"scenarios/README\.md: nothing at 'nowhere\.md'"):
        resolved("nowhere.md")


def test_built_pages_are_checked(tmp_path):
    (tmp_path / "a.html").write_text(
        '<p id="here"><a href="b.html#there">b</a><a href="#here">a</a>'
        '<a href="https://example.org/">outside, to follow</a></p>'
    )
    (tmp_path / "b.html").write_text('<p id="there"></p><img src="data:,">')
    assert broken_links(tmp_path) == []
    (tmp_path / "c.html").write_text(
        '<a href="b.html#gone">b</a><a href="gone.html">c</a>'
        '<script src="https://example.org/x.js"></script>'
    )
    assert broken_links(tmp_path) == [
        "c.html: fetches https://example.org/x.js",
        "c.html: no place for b.html#gone",
        "c.html: no file for gone.html",
    ]


def test_last_touches_may_be_repeated():
    page = '<p id="a"></p><p id="a"></p><pre>x</pre><dl>\n<dd>one,</dd>\n<dd>two</dd>\n</dl>'
    once = finished(page)
    assert once.count('id="a"') == 1
    assert '<pre tabindex="0">' in once
    assert "<dl>" not in once and once.count('class="parameter"') == 2
    assert finished(once) == once


def test_docstrings_become_what_sphinx_reads():
    lines = ["Mean of `x`:", "", "    y = 2 * x", "", "| a | b |", "| --- | --- |", "| `c` | d |"]
    markdown_to_rst(None, "function", "f", None, None, lines)
    assert lines[:4] == ["Mean of ``x``:", "", "::", ""]
    assert "    y = 2 * x" in lines
    assert "   * - a" in lines and "   * - ``c``" in lines


def test_sentences_are_counted():
    """Two sentences of 4 and 26 words: a mean of 15, one of two long, one of two passive."""
    long = " ".join(["word"] * 25 + ["end."])
    of = read(f"# Heading\n\nThe text was written. {long.capitalize()}\n\n| a | table |\n")
    assert (of.words, of.sentences, of.mean, of.long, of.passive) == (30, 2, 15, 50, 50)
    assert read("The migration agreement ratification failed.").chains > 0
