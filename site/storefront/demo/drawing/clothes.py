"""Garments, shawls, embroidery, buttons, slippers, a hat."""

from storefront.demo.drawing import studio as s


def cloth_garden() -> str:
    body = s.rect(150, 170, 420, 560, "#F3ECDD")
    for x, y, ink, leaf in [
        (250, 300, "#B8472E", s.MENTHE),
        (455, 305, s.MAJORELLE, s.MENTHE),
        (352, 430, s.SAFRAN, s.MENTHE),
        (240, 540, s.MAJORELLE, s.MENTHE),
        (465, 535, "#B8472E", s.MENTHE),
    ]:
        body += s.line(
            f"M{x} {y}c-10 40 10 60 0 96M{x} {y + 52}c22 -4 34 -18 38 -36M{x} {y + 66}c-22 -4 -34 -18 -38 -36",
            leaf,
            8,
            'stroke-linecap="round" stroke-dasharray="7 2"',
        )
        body += "".join(
            s.group(
                f'<ellipse cx="0" cy="-26" rx="13" ry="24" fill="{ink}"/>',
                f'transform="translate({x} {y}) rotate({turn})"',
            )
            for turn in range(0, 360, 60)
        )
        body += s.circle(x, y, 12, s.SAFRAN if ink != s.SAFRAN else s.HENNE)
    body += s.line("M172 192h376v516h-376z", s.MAJORELLE, 7, 'stroke-dasharray="12 7"')
    body += "".join(
        s.sign("seed", 182 + n * 60, 200, 5, "#B8472E", s.SAFRAN)
        + s.sign("seed", 182 + n * 60, 654, 5, "#B8472E", s.SAFRAN)
        for n in range(6)
    )
    under = s.rect(160, 186, 420, 560, "#2a1c10", 'opacity=".32" filter="url(#blur)"')
    return s.frame(
        s.group(under + s.group(body, 'filter="url(#cloth)"'), 'transform="rotate(-4 360 450)"'), "sand"
    )


def shawl() -> str:
    shape = "M110 260C260 300 460 300 610 260C560 420 450 600 360 720C270 600 160 420 110 260z"
    rows = ""
    for row in range(16):
        y, half = 272 + row * 28, 250 - row * 15.4
        rows += "".join(
            s.line(f"M{360 - half + n * 26:.0f} {y}q13 26 26 0", "#F4EBDB" if row % 3 else "#C98C5A", 7)
            for n in range(int(half * 2 // 26))
        )
    fringe = "".join(
        f"M{x} {260 + (x - 110) * 1.84:.0f}l-8 46M{720 - x} {260 + (x - 110) * 1.84:.0f}l8 46"
        for x in range(118, 360, 9)
    )
    body = s.rect(90, 240, 540, 500, "#D9A46F", 'opacity=".55"') + rows
    return s.frame(
        s.path(shape, "#2a1c10", 'opacity=".3" filter="url(#blur)" transform="translate(12 18)"')
        + s.line(fringe, "#E9D9BE", 3.4)
        + s.lit(body, shape, "fall", filters="cloth"),
        "mist",
    )


def melhfa() -> str:
    body = ""
    inks = ["#2F3F8F", "#3F56AE", "#5876C8", "#86A0DC", "#B9C6EC", "#6C86D2", "#41509F"]
    for number in range(14):
        x = 150 + number * 31
        sway = 26 * (-1) ** number
        body += s.path(
            f"M{x} 150C{x + sway} 330 {x - sway} 560 {x - 20 + sway} 800H{x + 60}C{x + 30 + sway} 560 {x + 50 - sway} 330 {x + 34} 150z",
            inks[number % 7],
        )
        body += s.line(
            f"M{x + 30} 150C{x + 30 + sway} 330 {x + 30 - sway} 560 {x + 20 + sway} 800",
            "#1c1840",
            3,
            'opacity=".25"',
        )
    chance = s.dice("melhfa")
    body += "".join(
        s.circle(
            chance.uniform(140, 590),
            chance.uniform(170, 800),
            chance.uniform(5, 12),
            "#F2F0FA",
            'opacity=".5"',
        )
        for _ in range(70)
    )
    outline = "M140 150H600C596 320 620 560 604 790C470 820 280 820 126 790C120 560 146 320 140 150z"
    rail = s.rect(90, 132, 540, 22, "#8A5A34", 'rx="11"') + s.rect(90, 132, 540, 22, "url(#fall)", 'rx="11"')
    return s.frame(
        s.path(outline, "#2a1c10", 'opacity=".3" filter="url(#blur)" transform="translate(18 12)"')
        + s.lit(body, outline, "round", filters="cloth")
        + rail,
        "sand",
    )


def _robe(ink: str, trim: str, dots: str, *, hood: bool = False) -> str:
    shape = "M290 170C310 190 410 190 430 170L500 196L640 430L566 480L500 390L540 790H180L220 390L154 480L80 430L220 196z"
    body = s.rect(60, 140, 600, 680, ink)
    body += s.line("M360 190V792", trim, 22) + s.line(
        "M346 190V792M374 190V792", dots, 3, 'stroke-dasharray="3 6"'
    )
    body += "".join(s.circle(360, y, 7, dots) for y in range(214, 640, 24))
    body += (
        s.line("M292 172C320 214 400 214 428 172", trim, 18)
        + s.line("M86 432L154 476M634 432L566 476", trim, 18)
        + s.line("M182 778H538", trim, 16)
    )
    body += s.line(
        "M270 420C262 560 240 680 236 790M450 420C458 560 480 680 484 790M310 520C306 640 300 720 298 790",
        "#140d20",
        7,
        'opacity=".16"',
    )
    top = (
        s.path("M268 190C270 110 320 84 360 84C400 84 450 110 452 190C420 150 300 150 268 190z", ink)
        + s.path(
            "M292 186C296 140 330 116 360 116C390 116 424 140 428 186C400 168 320 168 292 186z",
            "#140d20",
            'opacity=".4"',
        )
        if hood
        else ""
    )
    hanger = s.line("M360 150V96a16 16 0 1 1 16 -16", "#6B5A48", 6) if not hood else ""
    return (
        s.path(shape, "#2a1c10", 'opacity=".3" filter="url(#blur)" transform="translate(16 16)"')
        + hanger
        + top
        + s.lit(body, shape, "round", filters="cloth")
    )


def kaftan() -> str:
    return s.frame(_robe("#2A3170", s.BRASS, "#F1DDA8"), "rose")


def djellaba() -> str:
    return s.frame(_robe("#CDBD9F", "#8F7A56", "#F3ECDD", hood=True), "mist")


def buttons() -> str:
    chance, body = s.dice("buttons"), s.rect(130, 200, 460, 500, "#F1E8D8", 'rx="10" filter="url(#cloth)"')
    inks = [s.HENNE, s.SAFRAN, s.MENTHE, s.MAJORELLE, "#7A3A6B", "#C9A063"]
    for row in range(5):
        for column in range(5):
            x, y, ink = 188 + column * 86, 262 + row * 94, inks[(row * 2 + column) % 6]
            body += f'<ellipse cx="{x + 6}" cy="{y + 12}" rx="32" ry="28" fill="#2a1c10" opacity=".35" filter="url(#blur-s)"/>'
            body += s.circle(x, y, 30, ink) + "".join(
                s.line(f"M{x - 30} {y}q30 {bend} 60 0", "#fff", 1.8, 'opacity=".35"')
                for bend in range(-56, 57, 14)
            )
            body += "".join(
                s.line(f"M{x} {y - 30}q{bend} 30 0 60", "#140d20", 1.6, 'opacity=".3"')
                for bend in range(-56, 57, 16)
            )
            body += s.circle(x, y, 30, "url(#ball)") + s.line(
                f"M{x + chance.uniform(-3, 3):.0f} {y + 30}q4 12 -4 20", ink, 4
            )
    return s.frame(s.rect(142, 216, 460, 500, "#2a1c10", 'opacity=".3" filter="url(#blur)"') + body, "straw")


def babouche_white() -> str:
    one = s.path(
        "M20 170C14 80 60 10 112 0C160 20 186 96 178 176C174 270 148 350 98 352C48 350 24 270 20 170z",
        "#7C6A50",
    )
    one += s.path("M26 160C30 84 72 22 112 12C148 32 172 96 170 160C136 190 62 190 26 160z", "#F4EEE2")
    one += s.path("M34 184C62 208 140 208 166 184C168 272 144 340 98 342C54 340 32 272 34 184z", "#DCCDB2")
    one += s.line(
        "M46 154C82 174 118 174 154 154M58 126C86 142 114 142 142 126M74 96C92 106 108 106 126 96",
        "#B98A3A",
        4,
        'stroke-dasharray="3 6" stroke-linecap="round"',
    )
    one += s.path(s.star(98, 62, 17), s.MAJORELLE) + s.path(
        "M26 160C30 84 72 22 112 12C148 32 172 96 170 160C136 190 62 190 26 160z",
        "url(#ball)",
        'opacity=".7"',
    )
    pair = s.group(one, 'transform="translate(120 260) rotate(-10) scale(1.15)"') + s.group(
        one, 'transform="translate(600 240) rotate(10) scale(-1.15 1.15)"'
    )
    under = '<ellipse cx="240" cy="470" rx="120" ry="200" fill="#2a1c10" opacity=".28" filter="url(#blur)"/><ellipse cx="510" cy="460" rx="120" ry="200" fill="#2a1c10" opacity=".28" filter="url(#blur)"/>'
    return s.frame(under + pair, "rose")


def hat() -> str:
    weave = "".join(
        f'<ellipse cx="360" cy="560" rx="{r}" ry="{r * 0.34:.0f}" fill="none" stroke="{s.STRAW if r % 24 else "#E3C58B"}" stroke-width="13"/>'
        for r in range(284, 100, -12)
    )
    crown = "M216 556C222 380 270 300 360 296C450 300 498 380 504 556C460 596 260 596 216 556z"
    rings = s.rect(200, 280, 320, 330, "#D9B778") + "".join(
        s.line(f"M200 {y}q160 46 320 0", "#B08A4A", 3.4) for y in range(290, 590, 12)
    )
    rings += s.line("M212 528q148 56 296 0", s.NUIT, 30) + s.line(
        "M212 528q148 56 296 0", "#B8472E", 8, 'stroke-dasharray="14 10"'
    )
    poms = ""
    for x, y, ink in [
        (112, 596, "#B8472E"),
        (190, 640, s.SAFRAN),
        (290, 664, s.NUIT),
        (430, 664, s.NUIT),
        (530, 640, s.SAFRAN),
        (608, 596, "#B8472E"),
        (360, 288, "#B8472E"),
    ]:
        poms += s.circle(x, y, 27, ink, 'filter="url(#wool)"') + s.circle(
            x, y, 27, "url(#ball)", 'opacity=".6"'
        )
    return s.frame(
        s.shadow(360, 650, 270, 40)
        + s.group(weave, 'filter="url(#rough)"')
        + s.lit(rings, crown, "round", filters="cloth")
        + poms,
        "mist",
    )
