"""Clay, wood, palm and glass: things for the house and the table."""

import math

from storefront.demo.drawing import studio as s


def box() -> str:
    front, lid = "M150 470H570V690H150z", "M150 470L210 360H510L570 470z"
    wood = s.rect(130, 330, 460, 380, "#8E4F28") + "".join(
        s.line(f"M130 {y}C260 {y + bend} 420 {y - bend} 590 {y}", "#5E2F14", 3, 'opacity=".5"')
        for y, bend in ((500, 24), (536, -30), (574, 20), (610, 36), (648, -18), (400, 16), (430, -20))
    )
    wood += "".join(
        s.circle(x, y, r, "#4E2510", 'opacity=".5"')
        for x, y, r in ((230, 560, 15), (468, 620, 19), (400, 520, 9), (300, 420, 11), (460, 400, 8))
    )
    inlay = (
        s.line("M174 494H546V666H174z", "#E6C469", 9)
        + s.line("M230 376H490L534 454H186z", "#E6C469", 6)
        + s.path(s.star(360, 580, 58), "#E6C469")
        + s.path(s.star(360, 580, 38), "#3B1D0E")
        + s.path(s.star(360, 580, 17), "#E6C469")
    )
    sides = (
        s.lit(wood + inlay, front, "fall", "front")
        + s.lit(wood + inlay, lid, "light", "lid")
        + s.line("M150 470H570", "#3B1D0E", 5)
    )
    clasp = s.rect(344, 456, 32, 40, "#C9A04C", 'rx="5"') + s.circle(360, 480, 5, "#4A3214")
    return s.frame(s.shadow(360, 692, 226, 24) + sides + clasp, "straw")


def bendir() -> str:
    body = '<ellipse cx="376" cy="486" rx="246" ry="252" fill="#2a1c10" opacity=".35" filter="url(#blur)"/>'
    body += s.circle(360, 450, 244, "#7A4A26", 'filter="url(#clay)"') + s.circle(
        360, 450, 244, "url(#ball)", 'opacity=".7"'
    )
    skin = s.circle(360, 450, 220, "#EBDCBC") + "".join(
        s.circle(x, y, r, "#C9AE7C", 'opacity=".25" filter="url(#blur)"')
        for x, y, r in ((300, 380, 90), (440, 520, 80), (420, 350, 60))
    )
    for corner in range(8):
        angle = math.pi / 4 * corner
        skin += s.group(
            s.sign("lozenge", -27, -190, 6, s.HENNE, s.NUIT),
            f'transform="translate(360 450) rotate({math.degrees(angle):.0f})"',
        )
    skin += (
        s.path(s.star(360, 450, 84), s.HENNE)
        + s.path(s.star(360, 450, 66), "#EBDCBC")
        + s.path(s.star(360, 450, 48), s.NUIT)
        + s.path(s.star(360, 450, 24), s.SAFRAN)
    )
    nails = "".join(
        s.circle(
            360 + 232 * math.cos(math.tau * n / 28), 450 + 232 * math.sin(math.tau * n / 28), 5, "#D8B15C"
        )
        for n in range(28)
    )
    return s.frame(body + s.group(skin, 'filter="url(#rough)"') + nails, "mist")


def spoons() -> str:
    out = ""
    for x, turn, ink in ((230, -14, "#DDB56F"), (360, 0, "#D2A55C"), (490, 14, "#E3C083")):
        shape = "M0 -300C62 -300 84 -236 76 -176C70 -128 34 -104 22 -84L16 300C14 326 -14 326 -16 300L-22 -84C-34 -104 -70 -128 -76 -176C-84 -236 -62 -300 0 -300z"
        grain = s.rect(-100, -320, 200, 660, ink) + "".join(
            s.line(f"M{g} -320C{g + 8} -100 {g - 8} 120 {g} 340", "#9A6B2C", 2, 'opacity=".45"')
            for g in range(-80, 90, 11)
        )
        bowl = '<ellipse cx="0" cy="-204" rx="56" ry="78" fill="url(#hollow)"/>'
        dark = s.path(shape, "#2a1c10", 'opacity=".35" filter="url(#blur)" transform="translate(12 16)"')
        notch = s.line("M-15 210H15M-15 230H15M-15 250H15", "#7A4E1E", 5)
        one = dark + s.lit(grain + notch, shape, "round", f"spoon{x}") + bowl
        out += s.group(one, f'transform="translate({x} 460) rotate({turn})"')
    return s.frame(out, "rose")


def dish_blue() -> str:
    body = '<ellipse cx="376" cy="490" rx="270" ry="262" fill="#2a1c10" opacity=".34" filter="url(#blur)"/>'
    body += s.circle(360, 450, 266, "#F4F1E8") + s.circle(
        360, 450, 258, "none", f'stroke="{s.MAJORELLE}" stroke-width="9"'
    )
    for number in range(24):
        body += s.group(
            s.path("M0 -250L24 -196H-24z", "#3A55B0"), f'transform="translate(360 450) rotate({number * 15})"'
        )
        body += s.group(
            s.circle(0, -182, 7, "#3A55B0"), f'transform="translate(360 450) rotate({number * 15})"'
        )
    body += s.circle(360, 450, 168, "none", f'stroke="{s.MAJORELLE}" stroke-width="5"')
    for number in range(12):
        body += s.group(
            s.path("M0 -156C26 -120 26 -90 0 -62C-26 -90 -26 -120 0 -156z", "#5B78C9")
            + s.circle(0, -108, 9, "#F4F1E8"),
            f'transform="translate(360 450) rotate({number * 30})"',
        )
    body += (
        s.path(s.star(360, 450, 66), s.MAJORELLE)
        + s.path(s.star(360, 450, 44), "#F4F1E8")
        + s.path(s.star(360, 450, 26), "#3A55B0")
    )
    glaze = (
        s.circle(360, 450, 266, "url(#light)")
        + s.circle(360, 450, 176, "url(#hollow)", 'opacity=".35"')
        + s.line(
            "M196 330C226 270 290 226 350 220",
            "#fff",
            17,
            'opacity=".65" stroke-linecap="round" filter="url(#blur-s)"',
        )
    )
    return s.frame(s.group(body, 'filter="url(#rough)"') + glaze, "straw")


def jug() -> str:
    shape = "M306 210C270 200 262 176 290 170C330 160 390 164 420 176L470 150C462 196 446 214 424 228C424 280 430 310 456 350C520 420 530 560 480 650C460 700 440 720 430 730H290C280 720 260 700 240 650C190 560 200 420 264 350C290 310 296 260 306 210z"
    body = s.rect(150, 130, 420, 640, "#D9A37A") + s.rect(150, 380, 420, 190, "#EBD3B4")
    ink = "#4A2A1E"
    body += s.line("M190 380H540M184 570H540M280 250H450", ink, 6) + s.line(
        "M200 560" + "".join(f"L{200 + 24 * n} {412 if n % 2 else 540}" for n in range(15)), ink, 6
    )
    body += "".join(s.sign("lozenge", 214 + n * 62, 592, 5, ink, "#A63F28") for n in range(5)) + s.line(
        "M290 286H440", ink, 14, 'stroke-dasharray="4 10"'
    )
    handle = s.line("M300 236C190 240 170 400 240 432", "#C58D64", 28, 'stroke-linecap="round"') + s.line(
        "M296 230C196 240 176 380 232 416", "#F0CDAE", 7, 'opacity=".6" stroke-linecap="round"'
    )
    return s.frame(s.shadow(360, 732, 140, 24) + handle + s.lit(body, shape), "mist")


def zellige_table() -> str:
    tiles = s.circle(360, 440, 262, "#F1ECE0")
    for row in range(-4, 5):
        for column in range(-4, 5):
            x, y = 360 + column * 78, 440 + row * 78
            ink = ["#1F6B4F", s.MAJORELLE, "#2F6F8F"][(row + 2 * column) % 3]
            tiles += (
                s.path(s.star(x, y, 41), ink)
                + s.path(s.star(x, y, 22), "#F1ECE0")
                + s.path(s.star(x, y, 11), s.SAFRAN)
            )
            tiles += s.path(f"M{x + 39} {y + 22}l13 17l-13 17l-13 -17z", s.HENNE)
    disc = "M98 440a262 262 0 1 0 524 0a262 262 0 1 0 -524 0z"
    rim = s.circle(360, 440, 268, "none", 'stroke="#3C3530" stroke-width="18"') + s.circle(
        360, 440, 274, "none", 'stroke="#8A7A66" stroke-width="3"'
    )
    under = '<ellipse cx="378" cy="486" rx="272" ry="266" fill="#2a1c10" opacity=".4" filter="url(#blur)"/>'
    shine = s.path(disc, "url(#light)") + s.line(
        "M190 330C230 260 300 220 350 214",
        "#fff",
        20,
        'opacity=".5" stroke-linecap="round" filter="url(#blur-s)"',
    )
    return s.frame(
        under
        + f'<clipPath id="disc"><path d="{disc}"/></clipPath>'
        + s.group(tiles, 'clip-path="url(#disc)"')
        + shine
        + rim,
        "rose",
    )


def basket_round() -> str:
    rings = ""
    for number, y in enumerate(range(430, 690, 22)):
        half = 226 - (number**1.7) * 1.35
        ink = s.HENNE if number in (3, 4) else s.NUIT if number == 8 else ("#CDA765", "#BF9650")[number % 2]
        rings += s.rect(360 - half, y, half * 2, 24, ink, 'rx="12"') + s.line(
            f"M{368 - half} {y + 12}h{half * 2 - 16}",
            "#4A300E",
            19,
            f'stroke-dasharray="3 {10 + number % 2}" opacity=".4"',
        )
    mouth = '<ellipse cx="360" cy="430" rx="228" ry="66" fill="#C9A063"/><ellipse cx="360" cy="430" rx="204" ry="52" fill="#6B4A20"/><ellipse cx="360" cy="440" rx="190" ry="42" fill="#3E2A12" opacity=".6"/>'
    mouth += '<ellipse cx="360" cy="430" rx="216" ry="59" fill="none" stroke="#4A300E" stroke-width="20" stroke-dasharray="3 11" opacity=".45"/>'
    handles = "".join(
        s.line(f"M{x} 430C{x} 350 {x + 90} 350 {x + 90} 430", "#A87B3C", 15)
        + s.line(
            f"M{x} 430C{x} 350 {x + 90} 350 {x + 90} 430",
            "#4A300E",
            15,
            'stroke-dasharray="3 9" opacity=".4"',
        )
        for x in (140, 490)
    )
    shape = "M132 430H588C584 560 540 680 470 712H250C180 680 136 560 132 430z"
    return s.frame(
        s.shadow(360, 706, 180, 26) + handles + s.lit(rings, shape, "round", filters="rough") + mouth, "straw"
    )


def bottle_rose() -> str:
    shape = "M322 190H398V290C398 320 470 340 470 410V690C470 720 452 736 424 736H296C268 736 250 720 250 690V410C250 340 322 320 322 290z"
    body = s.rect(220, 180, 280, 580, "#E9C6C4", 'opacity=".75"') + s.rect(
        220, 360, 280, 400, "#DE9FA4", 'opacity=".65"'
    )
    label = s.rect(250, 470, 220, 176, "#FBF6EC") + s.line("M250 482H470M250 634H470", "#A83A56", 5)
    label += (
        s.path(s.star(360, 558, 50), "#A83A56")
        + s.path(s.star(360, 558, 30), "#FBF6EC")
        + s.circle(360, 558, 13, "#A83A56")
    )
    cork = s.rect(326, 140, 68, 66, "#B98B55", 'rx="8" filter="url(#clay)"') + s.rect(
        326, 140, 68, 66, "url(#round)", 'rx="8"'
    )
    shine = s.line("M274 420V690", "#fff", 13, 'opacity=".65" stroke-linecap="round" filter="url(#blur-s)"')
    petals = "".join(
        s.group(
            f'<ellipse rx="24" ry="15" fill="{ink}"/><ellipse rx="24" ry="15" fill="url(#ball)"/>',
            f'transform="translate({x} {y}) rotate({turn})"',
        )
        for x, y, turn, ink in (
            (190, 740, 20, "#D0607A"),
            (160, 762, -30, "#C24A68"),
            (226, 764, 60, "#DE8498"),
            (520, 752, -20, "#D0607A"),
            (556, 736, 40, "#C24A68"),
        )
    )
    return s.frame(
        s.shadow(360, 736, 120, 20)
        + s.lit(body + label, shape, "round", filters="rough")
        + shine
        + cork
        + petals,
        "sand",
    )


def jar_jam() -> str:
    shape = "M236 330H484C502 340 508 352 508 376V690C508 724 486 740 456 740H264C234 740 212 724 212 690V376C212 352 218 340 236 330z"
    chance = s.dice("jam")
    body = s.rect(190, 320, 340, 430, "#8E2A1E") + "".join(
        s.circle(
            chance.uniform(210, 510),
            chance.uniform(360, 730),
            chance.uniform(9, 22),
            chance.choice(["#C4552C", "#6E1A16", "#D9802E"]),
            'opacity=".6" filter="url(#blur-s)"',
        )
        for _ in range(46)
    )
    label = (
        s.rect(212, 470, 296, 150, "#FBF3E2")
        + s.line("M212 482H508M212 608H508", s.MENTHE, 5)
        + "".join(s.sign("seed", 234 + n * 64, 518, 6, s.HENNE, s.MENTHE) for n in range(4))
    )
    lid = "M196 346C184 300 206 250 250 244H470C514 250 536 300 524 346C440 316 280 316 196 346z"
    cap = (
        s.rect(180, 230, 360, 130, "#EFE2C6")
        + s.line("".join(f"M{x} 230V370" for x in range(190, 540, 26)), s.HENNE, 9, 'opacity=".75"')
        + s.line("M180 262H540M180 300H540", s.HENNE, 9, 'opacity=".5"')
    )
    string = s.line("M204 336C280 304 440 304 516 336", "#8A5A34", 8)
    shine = s.line("M238 400V680", "#fff", 15, 'opacity=".5" stroke-linecap="round" filter="url(#blur-s)"')
    return s.frame(
        s.shadow(360, 738, 156, 22)
        + s.lit(body + label, shape, "round", filters="rough")
        + shine
        + s.lit(cap, lid, "round", "lid", "cloth")
        + string,
        "mist",
    )


def soap_bar() -> str:
    def bar(x: float, y: float, ink: str, edge: str, turn: float, *, mark: bool) -> str:
        block = s.path(
            "M0 60C0 20 20 0 60 0H300C340 0 360 20 360 60V150C360 190 340 210 300 210H60C20 210 0 190 0 150z",
            edge,
            'transform="translate(0 34)"',
        )
        block += s.path(
            "M0 60C0 20 20 0 60 0H300C340 0 360 20 360 60V150C360 190 340 210 300 210H60C20 210 0 190 0 150z",
            ink,
            'filter="url(#clay)"',
        )
        block += s.path(
            "M0 60C0 20 20 0 60 0H300C340 0 360 20 360 60V150C360 190 340 210 300 210H60C20 210 0 190 0 150z",
            "url(#light)",
        )
        stamp = (
            s.path(s.star(180, 105, 66), "#2a2410", 'opacity=".28"')
            + s.path(s.star(180, 105, 44), ink)
            + s.path(s.star(180, 105, 22), "#2a2410", 'opacity=".28"')
            if mark
            else ""
        )
        dark = s.rect(8, 70, 360, 190, "#2a1c10", 'rx="50" opacity=".4" filter="url(#blur)"')
        return s.group(dark + block + stamp, f'transform="translate({x} {y}) rotate({turn})"')

    return s.frame(
        bar(150, 300, "#A9A36A", "#837E4C", -6, mark=False)
        + bar(210, 480, "#B9B47C", "#8F8A56", 5, mark=True),
        "straw",
    )


def sack_herbs() -> str:
    shape = "M200 420C180 520 170 660 210 760H510C550 660 540 520 520 420C560 380 560 340 530 330C440 310 280 310 190 330C160 340 160 380 200 420z"
    chance = s.dice("herbs")
    body = (
        s.rect(140, 290, 440, 490, "#DCC9A2")
        + s.rect(140, 560, 440, 92, "#8E2F1C")
        + "".join(s.sign("lozenge", 166 + n * 68, 574, 7, "#E9DDC6", s.SAFRAN) for n in range(6))
    )
    body += s.line(
        "M250 430C240 540 236 660 250 760M470 430C480 540 484 660 470 760M360 440C352 560 366 660 360 760",
        "#6B5430",
        7,
        'opacity=".25"',
    )
    buds = "".join(
        s.circle(x, y, r, ink) + s.circle(x, y, r, "url(#ball)")
        for x, y, r, ink in (
            (
                chance.uniform(206, 514),
                chance.uniform(282, 346),
                chance.uniform(17, 27),
                chance.choice(["#B6435F", "#9C2F4C", "#CF6E86", "#7A8A52"]),
            )
            for _ in range(60)
        )
    )
    fallen = "".join(
        s.circle(x, y, 20, ink) + s.circle(x, y, 20, "url(#ball)")
        for x, y, ink in ((150, 776, "#B6435F"), (118, 746, "#CF6E86"), (590, 770, "#9C2F4C"))
    )
    hem = s.line(
        "M190 340C280 372 440 372 530 340", "#C4AE82", 30, 'stroke-linecap="round" filter="url(#cloth)"'
    )
    return s.frame(
        s.shadow(360, 764, 190, 26)
        + s.lit(body, shape, "round", filters="cloth")
        + s.group(buds, 'clip-path="inset(0 round 0)"')
        + hem
        + fallen,
        "rose",
    )


def saffron() -> str:
    chance = s.dice("saffron")
    dish = (
        '<ellipse cx="374" cy="500" rx="236" ry="222" fill="#2a1c10" opacity=".35" filter="url(#blur)"/>'
        + s.circle(360, 460, 226, "#E8DFCF", 'filter="url(#clay)"')
        + s.circle(360, 460, 226, "url(#light)")
        + s.circle(360, 460, 186, "#D9CDB6")
        + s.circle(360, 460, 186, "url(#hollow)", 'opacity=".6"')
    )
    threads = ""
    for _ in range(420):
        angle, away = chance.uniform(0, math.tau), 140 * math.sqrt(chance.random())
        x, y, lean = (
            360 + away * math.cos(angle),
            470 + away * math.sin(angle) * 0.9,
            chance.uniform(0, math.tau),
        )
        threads += s.line(
            f"M{x:.0f} {y:.0f}q{20 * math.cos(lean):.0f} {20 * math.sin(lean):.0f} {38 * math.cos(lean + 0.5):.0f} {38 * math.sin(lean + 0.5):.0f}",
            chance.choice(["#A81E14", "#C4331A", "#8A120F", "#D9601E", "#E08A24"]),
            3.6,
            'stroke-linecap="round"',
        )
    return s.frame(dish + s.group(threads, 'filter="url(#rough)"'), "sand")
