"""Pictures of a harbour for the screenshots of the documents, drawn by rule: sky, water, and what stands there."""

from dataclasses import dataclass
from random import Random

import pyvips

WIDTH, HEIGHT = 1800, 1200
_HORIZON = 760


@dataclass(frozen=True, slots=True)
class Scene:
    """A picture: its name, what it shows in words, the colours of sky, sun and water, and what stands before them."""

    name: str
    words: str
    sky: tuple[str, str]
    sun: str
    water: tuple[str, str]
    ink: str
    things: tuple[str, ...]


SCENES = (
    Scene("Harbour at dawn", "The north quay before the first ferry.", ("#f7b267", "#5b4b8a"), "#fff1c9",
          ("#d98f6c", "#3a3163"), "#241f3d", ("crane", "crane", "ship")),
    Scene("Lighthouse in the evening", "The light at the end of the mole, seen from the beach.", ("#ffd6a5", "#e56b6f"),
          "#fff7e0", ("#e88c7d", "#6d3b5e"), "#3b1f36", ("lighthouse", "sail")),
    Scene("Cranes of the east dock", "Three cranes unload a freighter.", ("#dff3f5", "#5aa9c4"), "#ffffff",
          ("#7cc0cf", "#21647a"), "#12394a", ("crane", "crane", "crane", "ship")),
    Scene("Regatta", "Boats on their way out on a windy morning.", ("#e9f7ff", "#7fb7e6"), "#fffbe6",
          ("#6fb1d6", "#1f5a86"), "#f8fbff", ("sail", "sail", "sail", "sail")),
    Scene("Night shift", "Lights of the container terminal.", ("#1f2a52", "#0a0f24"), "#e6ecff",
          ("#253463", "#080c1c"), "#05070f", ("crane", "crane", "ship", "crane")),
    Scene("Fog over the mole", "Nothing to be seen but the light.", ("#e3e7ea", "#aeb8bf"), "#f6f7f8",
          ("#c3ccd1", "#7f8b93"), "#59656d", ("lighthouse",)),
    Scene("Ferry at noon", "The ferry to the islands.", ("#f1fbff", "#4aa3df"), "#fff8d6",
          ("#3f97c9", "#0f4c75"), "#0b2f49", ("ship", "sail")),
    Scene("Last boat home", "A sail under the setting sun.", ("#ff9a5a", "#7a2e5d"), "#ffe0a3",
          ("#c65a5c", "#3d1a41"), "#1f0d26", ("sail",)),
    Scene("Winter quay", "Ice on the bollards, and no ship.", ("#f4f7fb", "#b9c9dc"), "#ffffff",
          ("#a9bdd1", "#5a7189"), "#33465a", ("crane", "lighthouse")),
    Scene("Green light", "The starboard light of the entrance.", ("#d8f0df", "#3f8f7b"), "#f6ffe9",
          ("#58a58f", "#15493f"), "#0b2b25", ("lighthouse", "sail", "sail")),
)  # fmt: skip


def draw(scene: Scene, *, seed: int) -> bytes:
    """The scene as a JPEG."""
    svg = _svg(scene, Random(seed))  # noqa: S311 - the same picture each time is what is wanted
    drawn: bytes = pyvips.Image.svgload_buffer(svg.encode()).flatten().jpegsave_buffer(Q=88)
    return drawn


def _svg(scene: Scene, random: Random) -> str:
    sun = (random.randrange(300, 1500), random.randrange(240, 620), random.randrange(60, 120))
    waves = "".join(_wave(random, depth) for depth in range(36))
    things = [
        _THINGS[kind](random, 200 + 1500 * number // len(scene.things)) for number, kind in enumerate(scene.things)
    ]
    return f"""<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}">
<defs>
{_gradient("s", scene.sky[::-1])}
{_gradient("w", scene.water)}
<radialGradient id="g"><stop stop-color="{scene.sun}"/>
<stop offset="1" stop-color="{scene.sun}" stop-opacity="0"/></radialGradient>
</defs>
<rect width="{WIDTH}" height="{HEIGHT}" fill="url(#s)"/>
<circle cx="{sun[0]}" cy="{sun[1]}" r="{sun[2] * 4}" fill="url(#g)" opacity=".8"/>
<circle cx="{sun[0]}" cy="{sun[1]}" r="{sun[2]}" fill="{scene.sun}"/>
<path d="{_hills(random)}" fill="{scene.ink}" opacity=".28"/>
<rect y="{_HORIZON}" width="{WIDTH}" height="{HEIGHT - _HORIZON}" fill="url(#w)"/>
<g stroke="{scene.sun}" stroke-linecap="round" opacity=".35">{waves}</g>
<g fill="{scene.ink}" stroke="{scene.ink}">{"".join(things)}</g>
</svg>"""


def _gradient(name: str, colours: tuple[str, str]) -> str:
    stops = f'<stop stop-color="{colours[0]}"/><stop offset="1" stop-color="{colours[1]}"/>'
    return f'<linearGradient id="{name}" x1="0" y1="0" x2="0" y2="1">{stops}</linearGradient>'


def _wave(random: Random, depth: int) -> str:
    y = _HORIZON + 12 + depth * depth // 3
    x, length = random.randrange(-50, WIDTH), 40 + depth * 5
    return f'<path d="M{x} {y}h{length}" stroke-width="{2 + depth // 6}"/>'


def _hills(random: Random) -> str:
    points = [f"{x} {_HORIZON - random.randrange(20, 130)}" for x in range(0, WIDTH + 1, 200)]
    return f"M0 {_HORIZON}L{'L'.join(points)}L{WIDTH} {_HORIZON}Z"


def _crane(random: Random, x: int) -> str:
    top, reach = _HORIZON - random.randrange(380, 520), random.randrange(180, 300)
    legs = f"M{x} {_HORIZON + 20}L{x + 50} {top}L{x + 100} {_HORIZON + 20}"
    near, far, peak = f"{x - reach // 2} {top}", f"{x + reach} {top}", f"{x + 50} {top - 80}"
    arm = f"M{near}L{far}L{peak}L{near}"
    rope = f"M{x + reach - 30} {top}v{random.randrange(60, 220)}"
    return f'<path d="{legs}M{x + 50} {top}v-80{arm}{rope}" fill="none" stroke-width="11"/>'


def _ship(random: Random, x: int) -> str:
    boxes = "".join(
        f'<rect x="{x + 60 + 62 * column}" y="{_HORIZON - 34 - 34 * row}" width="58" height="30" opacity=".85"/>'
        for column in range(6)
        for row in range(random.randrange(1, 4))
    )
    hull = f"M{x - 40} {_HORIZON}h560l-40 70h-470z"
    bridge = f'<rect x="{x}" y="{_HORIZON - 120}" width="44" height="120"/>'
    return f'<g stroke="none"><path d="{hull}"/>{boxes}{bridge}</g>'


def _sail(random: Random, x: int) -> str:
    height, foot = random.randrange(220, 380), _HORIZON + random.randrange(40, 160)
    mast = f"M{x} {foot}V{foot - height}"
    main = f"M{x + 8} {foot - height}Q{x + height // 2} {foot - height // 2} {x + height // 2} {foot - 24}H{x + 8}Z"
    jib = f"M{x - 8} {foot - height + 40}L{x - height // 3} {foot - 24}H{x - 8}Z"
    hull = f"M{x - height // 3} {foot}h{height * 5 // 6}l-40 34h{-(height * 5 // 6) + 80}z"
    cloth = f'<path d="{main}{jib}" opacity=".82"/>'
    return f'<path d="{mast}" stroke-width="7"/><g stroke="none">{cloth}<path d="{hull}"/></g>'


def _lighthouse(random: Random, x: int) -> str:
    top = _HORIZON - random.randrange(380, 470)
    tower = f"M{x - 50} {_HORIZON + 10}L{x - 28} {top}h56L{x + 50} {_HORIZON + 10}z"
    lamp = f'<rect x="{x - 20}" y="{top - 52}" width="40" height="52" fill="#fff3b0" stroke="none"/>'
    roof = f"M{x - 40} {top - 52}h80l-40-46z"
    rocks = f"M{x - 260} {_HORIZON + 40}q120-70 260-40q180-20 300 40z"
    return f'<path d="{tower}{roof}{rocks}" stroke="none"/>{lamp}'


_THINGS = {"crane": _crane, "ship": _ship, "sail": _sail, "lighthouse": _lighthouse}
