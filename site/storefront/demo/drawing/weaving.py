"""Rugs, kilims, cushions, throws: woven things seen from above."""

from storefront.demo.drawing import studio as s


def _laid(body: str, x: float, y: float, across: float, down: float, turn: float, filters: str) -> str:
    """Lay a piece on the floor with its shadow."""
    under = s.rect(x + 10, y + 14, across, down, "#2a1c10", 'opacity=".35" filter="url(#blur)"')
    return s.group(
        under + s.group(body, f'filter="url(#{filters})"'),
        f'transform="rotate({turn} 360 450)"',
    )


def _fringe(x: float, y: float, across: float, down: float, ink: str, length: float = 26) -> str:
    chance = s.dice(f"fringe{ink}")
    threads = []
    for step in range(int(across // 7)):
        at, lean = x + 4 + step * 7, chance.uniform(-5, 5)
        threads.append(
            f"M{at} {y + 4}q{lean:.0f} {-length / 2:.0f} {lean:.0f} {-length * chance.uniform(0.8, 1.1):.0f}"
        )
        threads.append(
            f"M{at} {y + down - 4}q{-lean:.0f} {length / 2:.0f} {-lean:.0f} {length * chance.uniform(0.8, 1.1):.0f}"
        )
    return s.line("".join(threads), ink, 3.4, 'stroke-linecap="round"')


def _signs(
    names: list[str], x: float, y: float, columns: int, rows: int, cell: float, inks: list[tuple[str, str]]
) -> str:
    step = cell * 13
    return "".join(
        s.sign(
            names[(row + column) % len(names)],
            x + column * step,
            y + row * step,
            cell,
            *inks[(row * 2 + column) % len(inks)],
        )
        for row in range(rows)
        for column in range(columns)
    )


def rug_ivory() -> str:
    body = _fringe(150, 130, 420, 620, s.IVORY) + s.rect(150, 130, 420, 620, s.IVORY)
    zig = "".join(f"L{150 + 30 * n} {440 + (28 if n % 2 else -28)}" for n in range(15))
    body += s.line("M150 412" + zig, "#4A3A30", 10)
    body += s.line("M162 142h396v596h-396z", "#D9CCB4", 8)
    return s.frame(_laid(body, 150, 130, 420, 620, -5, "wool"), "mist")


def rug_night() -> str:
    body = _fringe(160, 120, 400, 640, s.WOOL) + s.rect(160, 120, 400, 640, s.NUIT)
    inks = [("#E8DCC6", s.SAFRAN), (s.SAFRAN, "#E8DCC6"), ("#B8472E", "#E8DCC6"), ("#6F8FD0", s.SAFRAN)]
    body += _signs(["comb", "cross", "lozenge", "eye"], 190, 150, 3, 5, 9.2, inks)
    return s.frame(_laid(body, 160, 120, 400, 640, 4, "wool"), "sand")


def rug_check() -> str:
    body = _fringe(140, 130, 440, 600, s.IVORY) + s.rect(140, 130, 440, 600, s.IVORY)
    chance = s.dice("check")
    greens = ["#2F6F4F", "#3D8060", "#275C44", "#4B8A5E"]
    for row in range(10):
        for column in range(8):
            if (row + column) % 2:
                body += s.rect(140 + column * 55, 130 + row * 60, 55, 60, chance.choice(greens))
    return s.frame(_laid(body, 140, 130, 440, 600, -3, "wool"), "rose")


def rug_saffron() -> str:
    body = _fringe(150, 130, 420, 630, s.WOOL) + s.rect(150, 130, 420, 630, "#DE9A24")
    body += s.line("M176 156h368v578h-368z", "#8E2F1C", 14) + s.line("M198 178h324v534h-324z", s.NUIT, 6)
    body += _signs(
        ["lozenge", "seed"],
        222,
        205,
        3,
        5,
        7.6,
        [("#8E2F1C", s.NUIT), (s.NUIT, "#F0E0B8"), ("#F0E0B8", "#8E2F1C")],
    )
    return s.frame(_laid(body, 150, 130, 420, 630, 3, "wool"), "sand")


def rug_indigo() -> str:
    body = _fringe(150, 130, 420, 630, s.IVORY) + s.rect(150, 130, 420, 630, "#2C3F86")
    body += s.rect(186, 166, 348, 558, "#A63A2C") + s.rect(206, 186, 308, 518, "#2C3F86")
    body += s.path(s.star(360, 445, 118), "#E9DDC6") + s.path(s.star(360, 445, 92), "#A63A2C")
    body += s.path(s.star(360, 445, 56), s.SAFRAN) + s.path(s.star(360, 445, 26), "#2C3F86")
    corners = [(220, 205), (418, 205), (220, 606), (418, 606)]
    body += "".join(s.sign("seed", x, y, 9, "#E9DDC6", s.SAFRAN) for x, y in corners)
    body += "".join(s.path(s.star(169, y, 11) + s.star(551, y, 11), s.SAFRAN) for y in range(190, 720, 42))
    return s.frame(_laid(body, 150, 130, 420, 630, -4, "wool"), "straw")


def kilim_bands() -> str:
    body, y = _fringe(140, 120, 440, 650, s.WOOL), 120
    bands = [("#E2A22E", 34), (s.NUIT, 96), ("#A63F28", 22), ("#E8D9BC", 70), (s.NUIT, 18), ("#D98E1F", 60)]
    bands += [
        ("#A63F28", 96),
        ("#E8D9BC", 20),
        (s.NUIT, 70),
        ("#E2A22E", 46),
        ("#A63F28", 22),
        ("#E8D9BC", 96),
    ]
    names = ["lozenge", "water", "comb", "hourglass"]
    for number, (ink, down) in enumerate(bands):
        body += s.rect(140, y, 440, down, ink)
        if down >= 60:
            cell = (down - 16) / 9
            light, warm = ("#E8D9BC", "#E2A22E") if ink in (s.NUIT, "#A63F28") else (s.NUIT, "#A63F28")
            across = int(430 // (cell * 11))
            start = 140 + (440 - across * cell * 11 + cell * 2) / 2
            body += "".join(
                s.sign(names[number % 4], start + n * cell * 11, y + 8, cell, light, warm)
                for n in range(across)
            )
        y += down
    return s.frame(_laid(body, 140, 120, 440, 650, 3, "cloth"), "mist")


def cushion_embroidered() -> str:
    shape = "M170 250C250 236 470 236 550 250C566 330 566 540 550 640C470 656 250 656 170 640C154 540 154 330 170 250z"
    body = (
        s.rect(130, 220, 460, 460, "#EFE6D6")
        + s.path(s.star(360, 445, 150), s.MAJORELLE)
        + s.path(s.star(360, 445, 128), "#EFE6D6")
    )
    body += (
        s.path(s.star(360, 445, 108), "#B8472E")
        + s.path(s.star(360, 445, 74), s.SAFRAN)
        + s.path(s.star(360, 445, 44), s.MENTHE)
    )
    body += "".join(
        s.sign("seed", x, y, 6, s.MENTHE, "#B8472E")
        for x, y in [(192, 268), (474, 268), (192, 572), (474, 572)]
    )
    body += s.line("M186 262H534V628H186z", "#B8472E", 4, 'stroke-dasharray="9 6"')
    tassels = "".join(
        s.line(f"M{x} {y}l{dx} {dy}", "#B8472E", 13, 'stroke-linecap="round"')
        for x, y, dx, dy in [
            (168, 252, -26, -22),
            (552, 252, 26, -22),
            (168, 640, -26, 24),
            (552, 640, 26, 24),
        ]
    )
    return s.frame(
        s.shadow(360, 655, 210, 34) + tassels + s.lit(body, shape, "ball", filters="cloth"), "rose"
    )


def throw() -> str:
    chance, body = s.dice("throw"), ""
    stripes = [
        (s.IVORY, 70),
        ("#A63F28", 26),
        (s.IVORY, 20),
        ("#2F6F6B", 40),
        (s.IVORY, 46),
        ("#A63F28", 14),
        (s.IVORY, 74),
    ]
    layers = ""
    for fold in range(3):
        top = 300 + fold * 110
        shape = f"M150 {top}C300 {top - 16} 460 {top - 16} 570 {top}C580 {top + 40} 580 {top + 90} 568 {top + 128}C440 {top + 140} 280 {top + 140} 152 {top + 128}C140 {top + 90} 140 {top + 40} 150 {top}z"
        x, body = 130, ""
        for ink, across in stripes + stripes[:3]:
            body += s.rect(x, top - 20, across, 180, ink)
            x += across
        layers = layers + s.lit(body, shape, "fall", f"fold{fold}", "wool")
    fringe = "".join(
        f"M{x} 640q{chance.uniform(-5, 5):.0f} 24 {chance.uniform(-6, 6):.0f} {chance.uniform(44, 56):.0f}"
        for x in range(160, 566, 8)
    )
    return s.frame(
        s.shadow(360, 665, 220, 34) + s.line(fringe, s.IVORY, 4, 'stroke-linecap="round"') + layers, "straw"
    )


def mat() -> str:
    body = s.rect(170, 110, 380, 680, "#D7BC83")
    body += s.line("".join(f"M170 {y}h380" for y in range(113, 790, 7)), "#B08F52", 2.4)
    for top in (170, 420, 670):
        body += s.rect(170, top - 26, 380, 76, "#8E2F1C", 'opacity=".82"')
        body += "".join(s.sign("lozenge", 182 + n * 62, top - 18, 6.4, "#E5CF9B", s.NUIT) for n in range(6))
    body += s.line("M170 110v680M550 110v680", "#8A6B33", 8)
    return s.frame(_laid(body, 170, 110, 380, 680, 5, "cloth"), "sand")


def loom() -> str:
    wood = "#8A5A34"
    body = s.shadow(360, 800, 260, 26)
    warp = s.line("".join(f"M{x} 190V720" for x in range(186, 540, 7)), "#F1E8D8", 2.6)
    woven = s.rect(182, 500, 356, 226, s.IVORY) + _signs(
        ["lozenge", "comb"], 200, 520, 3, 2, 7.4, [("#A63F28", s.NUIT), (s.NUIT, s.SAFRAN)]
    )
    woven += s.rect(182, 486, 356, 16, "#A63F28") + s.rect(182, 470, 240, 16, s.SAFRAN)
    beams = s.rect(120, 150, 480, 40, wood, 'rx="18"') + s.rect(120, 726, 480, 42, wood, 'rx="18"')
    beams += s.rect(132, 110, 34, 700, wood, 'rx="14"') + s.rect(554, 110, 34, 700, wood, 'rx="14"')
    rod = s.rect(150, 356, 420, 16, "#B07A48", 'rx="8"')
    light = s.rect(132, 110, 34, 700, "url(#round)", 'rx="14"') + s.rect(
        554, 110, 34, 700, "url(#round)", 'rx="14"'
    )
    light += s.rect(120, 150, 480, 40, "url(#fall)", 'rx="18"') + s.rect(
        120, 726, 480, 42, "url(#fall)", 'rx="18"'
    )
    balls = "".join(
        s.circle(x, y, r, ink, 'filter="url(#wool)"') + s.circle(x, y, r, "url(#ball)")
        for x, y, r, ink in [(210, 812, 34, "#A63F28"), (276, 822, 28, s.SAFRAN), (332, 826, 24, s.NUIT)]
    )
    return s.frame(
        body
        + warp
        + s.group(woven, 'filter="url(#wool)"')
        + s.group(beams, 'filter="url(#clay)"')
        + light
        + rod
        + balls,
        "rose",
    )
