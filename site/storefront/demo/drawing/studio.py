"""The room every drawing stands in: plastered wall, soft shadow, wool, cloth and clay as SVG filters."""

import math
from collections.abc import Iterable
from random import Random

from producers.domain.bands import SIGNS, cells_path

WIDTH, HEIGHT = 720, 900
WALLS = {
    "sand": ("#E9DFCE", "#D8CAB3"),
    "rose": ("#EAD9D0", "#D6C0B4"),
    "mist": ("#DEDCDF", "#C6C4CA"),
    "straw": ("#EFE3C4", "#DCCBA2"),
}
MAJORELLE, NUIT, HENNE, SAFRAN, MENTHE, ENCRE = (
    "#3534A8",
    "#23255A",
    "#9C3B22",
    "#E3A32F",
    "#1F6B4F",
    "#2A2833",
)
IVORY, WOOL, CLAY, BRASS, SILVER, STRAW = "#F0E7D6", "#E6DAC4", "#B9603C", "#B98A3A", "#B9BAC2", "#C9A063"
FILTERS = """
<filter id="blur"><feGaussianBlur stdDeviation="16"/></filter>
<filter id="blur-s"><feGaussianBlur stdDeviation="5"/></filter>
<filter id="rough" x="-5%" y="-5%" width="110%" height="110%"><feTurbulence type="fractalNoise" baseFrequency=".035" numOctaves="3" seed="4"/><feDisplacementMap in="SourceGraphic" scale="7"/></filter>
<filter id="wool" x="-5%" y="-5%" width="110%" height="110%"><feTurbulence type="fractalNoise" baseFrequency=".2" numOctaves="3" seed="7" result="n"/><feDisplacementMap in="SourceGraphic" in2="n" scale="13" result="d"/><feTurbulence type="fractalNoise" baseFrequency=".34 .5" numOctaves="3" seed="2" result="g"/><feColorMatrix in="g" values="0 0 0 0 .16 0 0 0 0 .11 0 0 0 0 .08 2.2 0 0 0 -1" result="k"/><feComposite in="k" in2="d" operator="in" result="s"/><feMerge><feMergeNode in="d"/><feMergeNode in="s"/></feMerge></filter>
<filter id="cloth" x="-5%" y="-5%" width="110%" height="110%"><feTurbulence type="fractalNoise" baseFrequency=".05" numOctaves="2" seed="9" result="n"/><feDisplacementMap in="SourceGraphic" in2="n" scale="5" result="d"/><feTurbulence type="fractalNoise" baseFrequency=".9 .25" numOctaves="2" seed="5" result="g"/><feColorMatrix in="g" values="0 0 0 0 .15 0 0 0 0 .1 0 0 0 0 .1 1.4 0 0 0 -.62" result="k"/><feComposite in="k" in2="d" operator="in" result="s"/><feMerge><feMergeNode in="d"/><feMergeNode in="s"/></feMerge></filter>
<filter id="clay" x="-5%" y="-5%" width="110%" height="110%"><feTurbulence type="fractalNoise" baseFrequency=".02 .5" numOctaves="2" seed="3" result="g"/><feColorMatrix in="g" values="0 0 0 0 .2 0 0 0 0 .1 0 0 0 0 .05 .9 0 0 0 -.4" result="k"/><feComposite in="k" in2="SourceGraphic" operator="in" result="s"/><feMerge><feMergeNode in="SourceGraphic"/><feMergeNode in="s"/></feMerge></filter>
<filter id="plaster" x="0" y="0" width="100%" height="100%"><feTurbulence type="fractalNoise" baseFrequency=".006 .008" numOctaves="4" seed="11"/><feColorMatrix values="0 0 0 0 .35 0 0 0 0 .28 0 0 0 0 .2 .55 0 0 0 -.2"/></filter>
<linearGradient id="round"><stop offset="0" stop-color="#1c1020" stop-opacity=".42"/><stop offset=".22" stop-color="#1c1020" stop-opacity=".1"/><stop offset=".38" stop-color="#fff" stop-opacity=".3"/><stop offset=".55" stop-color="#fff" stop-opacity="0"/><stop offset="1" stop-color="#1c1020" stop-opacity=".5"/></linearGradient>
<linearGradient id="fall" x2="0" y2="1"><stop offset="0" stop-color="#fff" stop-opacity=".2"/><stop offset=".5" stop-color="#fff" stop-opacity="0"/><stop offset="1" stop-color="#1c1020" stop-opacity=".28"/></linearGradient>
<radialGradient id="ball" cx=".38" cy=".3" r=".75"><stop offset="0" stop-color="#fff" stop-opacity=".55"/><stop offset=".45" stop-color="#fff" stop-opacity="0"/><stop offset="1" stop-color="#1c1020" stop-opacity=".5"/></radialGradient>
<radialGradient id="hollow" cx=".5" cy=".3" r=".8"><stop offset="0" stop-color="#1c1020" stop-opacity=".5"/><stop offset=".7" stop-color="#1c1020" stop-opacity=".12"/><stop offset="1" stop-color="#fff" stop-opacity=".12"/></radialGradient>
<radialGradient id="light" cx=".35" cy=".2" r="1"><stop offset="0" stop-color="#fff" stop-opacity=".4"/><stop offset=".6" stop-color="#fff" stop-opacity="0"/><stop offset="1" stop-color="#2a1c10" stop-opacity=".2"/></radialGradient>
"""


def frame(body: str, wall: str = "sand", defs: str = "") -> str:
    """Return a whole drawing, 720 by 900, on a plastered wall in daylight from the upper left."""
    top, foot = WALLS[wall]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">'
        f'<defs>{FILTERS}<linearGradient id="wall" x2="0" y2="1"><stop stop-color="{top}"/>'
        f'<stop offset="1" stop-color="{foot}"/></linearGradient>{defs}</defs>'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="url(#wall)"/>'
        f'<rect width="{WIDTH}" height="{HEIGHT}" filter="url(#plaster)" opacity=".35"/>'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="url(#light)"/>{body}</svg>'
    )


def shadow(x: float, y: float, across: float, down: float, strength: float = 0.3) -> str:
    """Return the soft shadow of a thing that stands at (x, y)."""
    return (
        f'<ellipse cx="{x + 14}" cy="{y}" rx="{across}" ry="{down}" fill="#2a1c10"'
        f' opacity="{strength}" filter="url(#blur)"/>'
        f'<ellipse cx="{x + 4}" cy="{y}" rx="{across * 0.86:.0f}" ry="{down * 0.5:.0f}" fill="#2a1c10"'
        f' opacity="{strength}" filter="url(#blur-s)"/>'
    )


def path(d: str, fill: str, more: str = "") -> str:
    """Return one filled path."""
    return f'<path d="{d}" fill="{fill}" {more}/>'


def line(d: str, ink: str, width: float, more: str = "") -> str:
    """Return one stroked path."""
    return f'<path d="{d}" fill="none" stroke="{ink}" stroke-width="{width}" {more}/>'


def rect(x: float, y: float, across: float, down: float, fill: str, more: str = "") -> str:
    """Return one rectangle."""
    return f'<rect x="{x:g}" y="{y:g}" width="{across:g}" height="{down:g}" fill="{fill}" {more}/>'


def circle(x: float, y: float, radius: float, fill: str, more: str = "") -> str:
    """Return one circle."""
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="{fill}" {more}/>'


def group(body: str | Iterable[str], more: str) -> str:
    """Return a group with a transform, a filter or a clip."""
    return f"<g {more}>{body if isinstance(body, str) else ''.join(body)}</g>"


def sign(name: str, x: float, y: float, cell: float, first: str, second: str) -> str:
    """Return one rug sign, nine cells wide, at (x, y)."""
    rows = SIGNS[name]
    return group(
        path(cells_path(rows, "#"), first) + path(cells_path(rows, "o"), second),
        f'transform="translate({x:g} {y:g}) scale({cell:g})"',
    )


def star(x: float, y: float, radius: float, turn: float = 0) -> str:
    """Return the path of the eight-pointed star."""
    inner = radius * math.cos(math.pi / 4) / math.cos(math.pi / 8)
    points = []
    for corner in range(16):
        away = radius if corner % 2 == 0 else inner
        angle = math.pi / 8 * corner + turn
        points.append(f"{x + away * math.cos(angle):.1f} {y + away * math.sin(angle):.1f}")
    return "M" + "L".join(points) + "z"


def lit(body: str, outline: str, light: str = "round", name: str = "shape", filters: str = "clay") -> str:
    """Clip ``body`` to an outline and lay light and shade over it."""
    return (
        f'<clipPath id="{name}"><path d="{outline}"/></clipPath>'
        f'<g clip-path="url(#{name})"><g filter="url(#{filters})">{body}</g>'
        f'<path d="{outline}" fill="url(#{light})"/></g>'
    )


def dice(seed: str) -> Random:
    """Return chance that is the same every time."""
    return Random(f"tiwizi/{seed}")
