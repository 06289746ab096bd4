"""Silver, beads, brass: jewellery and chased metal."""

import math

from storefront.demo.drawing import studio as s

DARK = "#5B5C66"
METAL = (
    '<linearGradient id="silver" x2="1" y2="1"><stop stop-color="#F4F4F6"/><stop offset=".45" stop-color="#B5B6BF"/>'
    '<stop offset=".7" stop-color="#8D8E99"/><stop offset="1" stop-color="#D9DAE0"/></linearGradient>'
    '<linearGradient id="brass" x2="1" y2="1"><stop stop-color="#F3DDA0"/><stop offset=".5" stop-color="#BC8C3C"/>'
    '<stop offset="1" stop-color="#7F5A22"/></linearGradient>'
)
CUSHION = '<rect x="90" y="150" width="540" height="600" rx="26" fill="#4A2230" filter="url(#cloth)"/>'


def _on_cloth(body: str, wall: str, ink: str = "#3A2A52") -> str:
    under = s.rect(108, 172, 540, 600, "#2a1c10", 'rx="26" opacity=".35" filter="url(#blur)"')
    return s.frame(under + CUSHION.replace("#4A2230", ink) + body, wall, METAL)


def _bead(x: float, y: float, radius: float, ink: str) -> str:
    soft = s.circle(x + 3, y + 6, radius, "#140d20", 'opacity=".4" filter="url(#blur-s)"')
    return soft + s.circle(x, y, radius, ink) + s.circle(x, y, radius, "url(#ball)")


def fibula() -> str:
    one = s.path(
        "M0 -110L96 70H-96z", "url(#silver)", f'stroke="{DARK}" stroke-width="3" stroke-linejoin="round"'
    )
    one += s.line("M0 -74L68 54H-68z", DARK, 4) + s.sign("lozenge", -31, -20, 7, DARK, "#2F6F6B")
    one += (
        "".join(s.circle(x, 62, 6, DARK) for x in range(-60, 61, 24))
        + s.circle(0, -64, 9, "#A63F28")
        + s.circle(0, -64, 9, "url(#ball)")
    )
    one += s.circle(0, -140, 34, "none", 'stroke="url(#silver)" stroke-width="13"') + s.line(
        "M0 -100V190", "url(#silver)", 9, 'stroke-linecap="round"'
    )
    one += "".join(s.line(f"M{x} 72v26", DARK, 3) + _bead(x, 108, 10, "#C9CAD2") for x in (-72, -36, 36, 72))
    chain = s.line(
        "M214 380C260 560 460 560 506 380",
        "url(#silver)",
        9,
        'stroke-dasharray="2 11" stroke-linecap="round"',
    ) + s.line("M214 380C260 560 460 560 506 380", DARK, 3, 'stroke-dasharray="7 6"')
    pair = "".join(
        s.group(s.group(one, 'opacity=".001"') + one, f'transform="translate({x} 380) rotate({turn})"')
        for x, turn in ((214, 8), (506, -8))
    )
    return _on_cloth(chain + pair, "sand")


def bracelet() -> str:
    outer = '<ellipse cx="360" cy="450" rx="196" ry="168" fill="none" stroke="{}" stroke-width="{}" {}/>'
    body = '<ellipse cx="370" cy="480" rx="200" ry="172" fill="none" stroke="#0d0818" stroke-width="60" opacity=".45" filter="url(#blur)"/>'
    body += (
        outer.format("url(#silver)", 66, "")
        + outer.format(DARK, 3, 'transform="translate(0 -29)"')
        + outer.format(DARK, 3, 'transform="translate(0 29)"')
    )
    for number in range(22):
        angle = math.tau * number / 22
        x, y = 360 + 196 * math.cos(angle), 450 + 168 * math.sin(angle)
        body += s.path(s.star(x, y, 19, angle), "#F2F2F5", f'stroke="{DARK}" stroke-width="2"') + s.circle(
            x, y, 6, ["#A63F28", "#2F6F6B", s.MAJORELLE][number % 3]
        )
    return _on_cloth(body, "mist", "#5A2E2A")


def earrings() -> str:
    one = s.line("M0 -170c-26 -8 -26 -50 0 -52c18 0 22 20 14 34", "url(#silver)", 7, 'stroke-linecap="round"')
    one += s.path("M0 -150L66 -20A66 66 0 1 1 -66 -20z", "url(#silver)", f'stroke="{DARK}" stroke-width="3"')
    one += (
        s.path("M0 -118L44 -20A46 46 0 1 1 -44 -20z", s.MENTHE)
        + s.path(s.star(0, -6, 34), s.SAFRAN)
        + s.path(s.star(0, -6, 18), s.MAJORELLE)
        + s.circle(0, -70, 12, s.SAFRAN)
    )
    one += s.path("M0 -150L66 -20A66 66 0 1 1 -66 -20z", "url(#ball)", 'opacity=".6"')
    one += "".join(
        s.line(f"M{x} {y}v44", DARK, 3) + _bead(x, y + 58, 15, ink)
        for x, y, ink in ((-44, 28, "#B8472E"), (0, 46, s.SAFRAN), (44, 28, "#B8472E"))
    )
    dark = s.path(
        "M0 -150L66 -20A66 66 0 1 1 -66 -20z",
        "#0d0818",
        'opacity=".5" filter="url(#blur-s)" transform="translate(8 16)"',
    )
    return _on_cloth(
        "".join(s.group(dark + one, f'transform="translate({x} 470) scale(1.2)"') for x in (250, 470)),
        "rose",
        "#2C3A4A",
    )


def necklace() -> str:
    body, inks = "", ["#B8472E", s.SAFRAN, "#2F6F6B", "#E9DDC6", s.MAJORELLE]
    for strand, (across, down) in enumerate(((168, 170), (206, 228))):
        count = 26 + strand * 8
        for number in range(count + 1):
            angle = math.pi * (0.02 + 0.96 * number / count) + math.pi * 0
            x, y = 360 - across * math.cos(angle) * 1.05, 300 + down * math.sin(angle) * 1.1
            body += _bead(x, y, 13 + 7 * math.sin(angle), inks[(number * (2 + strand)) % 5])
    body += (
        s.path(s.star(360, 604, 62), "url(#silver)", f'stroke="{DARK}" stroke-width="3"')
        + s.path(s.star(360, 604, 40), s.NUIT)
        + _bead(360, 604, 18, "#B8472E")
    )
    body += "".join(_bead(x, y, 12, "#C9CAD2") for x, y in ((318, 674), (360, 690), (402, 674)))
    return _on_cloth(body, "straw", "#3E4A38")


def vase() -> str:
    shape = "M310 180H410C404 240 404 280 420 320C510 390 540 500 500 620C470 700 440 730 436 760H284C280 730 250 700 220 620C180 500 210 390 300 320C316 280 316 240 310 180z"
    body = s.rect(150, 150, 420, 640, "#2A2833") + s.line(
        "M280 340H440M222 430H498M206 590H514M244 690H476M306 214H414", "url(#silver)", 5
    )
    body += "".join(
        s.sign("lozenge", 200 + n * 66, 470, 6.4, "#D4D5DC", "#B98A3A") for n in range(5)
    ) + "".join(s.sign("water", 232 + n * 54, 612, 5, "#D4D5DC", "#B98A3A") for n in range(5))
    body += "".join(s.path(s.star(240 + n * 48, 394, 17), "#D4D5DC") for n in range(6))
    return s.frame(s.shadow(360, 762, 130, 24) + s.lit(body, shape, "round", filters="clay"), "rose", METAL)


def teapot() -> str:
    pot = "M250 400C220 470 210 560 250 640H470C510 560 500 470 470 400C440 360 280 360 250 400z"
    body = s.rect(180, 340, 360, 320, "url(#silver)") + s.line("M210 470H510M204 580H516", DARK, 4)
    body += "".join(s.sign("seed", 226 + n * 54, 490, 5.4, DARK, "#8A8B96") for n in range(6)) + s.line(
        "M236 612H484", DARK, 8, 'stroke-dasharray="3 9"'
    )
    spout = s.line("M474 560C540 540 520 420 590 380", "url(#silver)", 38, 'stroke-linecap="round"') + s.line(
        "M470 552C536 530 512 410 584 372", "#fff", 7, 'opacity=".7" stroke-linecap="round"'
    )
    handle = s.line(
        "M250 420C140 400 130 600 244 600", "url(#silver)", 22, 'stroke-linecap="round"'
    ) + s.line("M246 414C146 398 138 590 240 592", "#fff", 5, 'opacity=".6"')
    lid = "M276 384C280 320 320 290 360 286C400 290 440 320 444 384z"
    feet = "".join(s.path(f"M{x} 634l-14 44h44l-12 -44z", "url(#silver)") for x in (266, 344, 424))
    top = s.lit(
        s.rect(260, 270, 200, 130, "url(#silver)") + s.line("M290 356q70 -26 140 0", DARK, 4),
        lid,
        "round",
        "lid",
    ) + s.path(s.star(360, 268, 26), "url(#silver)", f'stroke="{DARK}" stroke-width="2"')
    return s.frame(
        s.shadow(370, 676, 190, 24) + handle + spout + feet + s.lit(body, pot, "round") + top, "mist", METAL
    )
