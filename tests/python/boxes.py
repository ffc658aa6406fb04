"""What is wrong with where a figure's texts stand: outside the canvas, on each other, too small."""

import matplotlib.pyplot as plt
import numpy as np

SMALLEST = 7.0  # points
TOUCH = 1.0  # pixels that boxes may share: a box is a little larger than its letters


def mistakes(figure):
    """One sentence for each mistake; none of a figure as it should be."""
    figure.canvas.draw()
    width, height = figure.canvas.get_width_height()
    texts = shown_texts(figure)
    found = []
    for text in texts:
        said = text.get_text().strip()[:50]
        corners = corners_of(text)
        low, high = corners.min(axis=0), corners.max(axis=0)
        if (low < -0.5).any() or high[0] > width + 0.5 or high[1] > height + 0.5:
            found.append(f"'{said}' leaves the canvas")
        if text.get_fontsize() < SMALLEST - 1e-6:
            found.append(f"'{said}' has {text.get_fontsize():.1f} points")
    corners = [corners_of(text) for text in texts]
    lows = np.array([of.min(axis=0) for of in corners]).reshape(-1, 2)
    highs = np.array([of.max(axis=0) for of in corners]).reshape(-1, 2)
    for number, text in enumerate(texts):
        near = (lows[:number] < highs[number] - TOUCH).all(axis=1)
        near &= (highs[:number] > lows[number] + TOUCH).all(axis=1)
        found += [
            f"'{text.get_text().strip()[:50]}' lies on '{texts[other].get_text().strip()[:50]}'"
            for other in np.flatnonzero(near)
            if overlap(corners[number], corners[other])
        ]
    return found


def shown_texts(figure):
    """Every text that is drawn; of ticks those within the limits of their axis."""
    hidden = set()
    for axes in figure.axes:
        if not axes.get_visible():
            hidden |= {id(text) for text in axes.findobj(plt.Text)}
        for axis in (axes.xaxis, axes.yaxis):
            drawn = {id(tick) for tick in axis._update_ticks()} if axes.axison else set()
            for tick in [*axis.get_major_ticks(), *axis.get_minor_ticks()]:
                if id(tick) not in drawn:
                    hidden |= {id(tick.label1), id(tick.label2)}
            if not axes.axison:
                hidden |= {id(axis.label), id(axis.offsetText)}
    return [
        text
        for text in figure.findobj(plt.Text)
        if text.get_visible() and text.get_text().strip() and id(text) not in hidden
    ]


def corners_of(text):
    """The four corners of a text in pixels [4, 2], turned as it is."""
    angle = text.get_rotation()
    if angle % 90 != 0:
        return _turned(text, angle)
    box = text.get_window_extent()
    return np.array([[box.x0, box.y0], [box.x1, box.y0], [box.x1, box.y1], [box.x0, box.y1]])


def _turned(text, angle):
    """Corners of a text that is turned about its anchor (`rotation_mode="anchor"`)."""
    at = text.get_transform().transform(text.get_unitless_position())
    text.set_rotation(0)
    box = text.get_window_extent()
    text.set_rotation(angle)
    corners = np.array([[box.x0, box.y0], [box.x1, box.y0], [box.x1, box.y1], [box.x0, box.y1]])
    cos, sin = np.cos(np.radians(angle)), np.sin(np.radians(angle))
    return (corners - at) @ np.array([[cos, sin], [-sin, cos]]) + at


def overlap(first, second):
    """Whether two convex shapes share more than `TOUCH` pixels in every direction of their
    sides."""
    for shape in (first, second):
        for side in np.roll(shape, -1, axis=0) - shape:
            length = np.hypot(*side)
            if length == 0:
                continue
            normal = np.array([-side[1], side[0]]) / length
            a, b = first @ normal, second @ normal
            if min(a.max(), b.max()) - max(a.min(), b.min()) <= TOUCH:
                return False
    return True
