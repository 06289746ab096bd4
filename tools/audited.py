"""What is audited: every kind of page, and how a visitor comes to those that are hers alone."""

import base64
import hmac
import http.cookiejar
import re
import struct
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping

from run import DEMO_TOTP_SECRET

PUBLIC = (
    "", "wool/", "shop/", "shop/c/tapis-et-tissage/", "shop/?q=zzzzqq", "shop/?q=tapis",
    "shop/p/tapis-marmoucha-une-ligne/", "shop/p/tapis-azilal-nuit/", "shop/p/tapis-marmoucha-commande/",
    "shop/p/reparation-kilim/", "producers/", "producers/rachid-ouchrif/",
    "associations/tadamoun/", "stories/", "impact/", "impact/figures/makers/", "search/?q=tapis",
    "agenda/", "agenda/foire-4/", "agenda/rencontre-ma-03/", "agenda/formation-8/register/",
    "library/", "library/?q=laine", "library/cahier-indigo/", "library/support/",
    "library/room/", "library/room/salle-multimedia/", "library/series/",
    "library/series/etablissements-par-region/", "library/series/clientes-et-clients-du-microcredit/",
    "library/kiosk/", "library/kiosk/cahier-indigo/", "library/shelf/", "library/wait/fiche-indigo/",
    "exhibition/", "exhibition/tissage/", "exhibition/tissage/light/", "exhibition/tissage/embed/",
    "exhibition/works/tapis-marmoucha/",
    "awards/", "awards/prix-2025/", "awards/prix-2025/ceremony/", "awards/gallery/",
    "network/",
    "training/", "training/fixer-son-prix/", "training/fixer-son-prix/1/",
    "training/fixer-son-prix/quiz/before/",
    "tools/", "tools/price/", "tools/budget/", "tools/repayment/", "tools/cards/",
    "guides/", "guides/auto-entrepreneur/", "practice/", "project/",
    "stories/le-rouge-dabord/", "pages/about/", "pages/terms/", "orders/find/", "account/login/",
    "nope/=404",
)  # fmt: skip
# Public pages of one row, whose names the demo makes up or dates: the first that a list links to.
OF_A_ROW = {
    "edition": ("impact/", re.compile(r'impact/editions/([\w-]+)/"')),
    "sheet": ("practice/", re.compile(r'practice/(?!write/)([\w-]+)/"')),
}
ROWS = ("impact/editions/{edition}/", "impact/editions/{edition}/makers/", "practice/{sheet}/")
CHECKOUT = ("cart/", "checkout/address/", "checkout/delivery/", "checkout/payment/", "checkout/review/")
ACCOUNT = ("account/", "my-orders/", "my-addresses/", "my-consents/")
DOOR = ("portal/sign-in/", "portal/sign-in/phone/")
PORTAL = (
    "portal/", "portal/for/", "portal/products/", "portal/products/away/", "portal/orders/", "portal/money/",
    "portal/money/statement/", "portal/money/where/", "portal/money/where/change/",
    "portal/story/", "portal/story/words/", "portal/story/photo/", "portal/story/voice/",
    "portal/story/consents/", "portal/voice/", "portal/phones/", "portal/needs/", "portal/principles/",
    "portal/principles/one/?n=1", "portal/helpers/", "portal/done/", "portal/waiting/", "portal/quality/",
    "portal/add/whole/", "portal/asked/", "portal/fair/", "portal/agenda/", "portal/agenda/formation-8/",
    "portal/agenda/formation-8/other/", "portal/awards/",
    "portal/network/", "portal/network/mine/", "portal/network/say/", "portal/network/messages/",
    "portal/network/buy/", "portal/network/meetings/",
    "portal/stands/",
)  # fmt: skip
# Of an agent, signed in with a second factor, who acts for a maker; its own screens first.
AGENT = (
    "portal/producers/", "portal/producers/souk/", "portal/producers/ask/",
    "portal/producers/import/", "portal/producers/import/{import}/", "portal/join/", "portal/",
    "portal/visit/", "portal/products/", "portal/orders/", "portal/story/", "portal/principles/",
    "portal/needs/", "portal/waiting/", "portal/asked/", "portal/add/whole/",
    "portal/projects/", "portal/projects/new/", "portal/projects/{project}/",
    "portal/projects/{project}/sheet/", "portal/projects/{project}/producer/", "portal/trainer/",
    "portal/awards/visit/",
)  # fmt: skip
# Of a juror, the demo's editor: her awards, one of them, and the grid of the first whom she scores there.
JUROR = ("awards/jury/", "awards/jury/prix-releve/", "awards/jury/prix-releve/{nominee}/")
A_NOMINEE = re.compile(r'awards/jury/prix-releve/([\w-]+)/"')
AN_IMPORT = re.compile(r'portal/producers/import/(\d+)/"')
A_PROJECT = re.compile(r'portal/projects/([\w-]+)/" data-role="followed"')
A_PRODUCER = re.compile(r'name="for" value="([^"]+)"')
# Of a trade buyer: her lists, and the pages of each request that is in them.
TRADE = ("trade/", "trade/requests/new/")
A_REQUEST = re.compile(r'trade/requests/([\d-]+)/"')
A_LINK = re.compile(r'href="/\w+/((?:trade/requests/[\d-]+/accept|orders/[\w-]+)/)"')
# Screens of one row of hers: the first that a list links to.
LISTED = {
    "order": ("portal/orders/", re.compile(r'portal/orders/([\w-]+)/"')),
    "product": ("portal/products/", re.compile(r'portal/products/(\d+)/"')),
    "payout": ("portal/money/", re.compile(r'portal/money/paid/([\w-]+)/"')),
    "stand": ("portal/stands/", re.compile(r'portal/stands/(\d+)/"')),
    "ask": ("portal/asked/", re.compile(r'portal/asked/(\d+)/"')),
    "visit": ("portal/", re.compile(r'portal/visits/(\d+)/"')),
    "need": ("portal/network/", re.compile(r'portal/network/with/([\w-]+)/"')),
    "talk": ("portal/network/messages/", re.compile(r'portal/network/messages/([\w-]+)/"')),
    "purchase": ("portal/network/buy/", re.compile(r'portal/network/buy/([\w-]+)/"')),
    "meeting": ("portal/network/meetings/", re.compile(r'portal/network/meetings/([\w-]+)/"')),
}
OF_HERS = (
    "portal/orders/{order}/", "portal/orders/{order}/no/", "portal/orders/{order}/photo/",
    "portal/orders/{order}/slip/", "portal/products/{product}/",
    "portal/products/{product}/price/", "portal/products/{product}/voice/",
    "portal/products/{product}/take-away/", "portal/money/paid/{payout}/", "portal/asked/{ask}/",
    "portal/asked/{ask}/can/", "portal/stands/{stand}/", "portal/visits/{visit}/",
    "portal/network/with/{need}/", "portal/network/messages/{talk}/", "portal/network/buy/{purchase}/",
    "portal/network/meetings/{meeting}/",
)  # fmt: skip
STEP = "a step of adding a product, there once one is begun: walked by tests/portal/test_add_in_a_browser.py"
NO_SCREEN = "takes a form, and leads on"
FILE = "gives out a file"
UNAUDITED = {
    **{f"shop_portal:add_{step}": STEP for step in (
        "photos", "kind", "facts", "price", "gets", "help", "count", "words", "preview", "page", "done",
        "drop",
    )},
    **dict.fromkeys(("shop_portal:add_photo", "shop_portal:order_photo_file"), FILE),
    **dict.fromkeys(("shop_portal:import_template", "portal:line", "shop_portal:ask_picture"), FILE),
    "fairs_portal:manifest": FILE,
    **dict.fromkeys(
        ("portal:sign_out", "portal:leave", "portal:her_code", "portal:decide_help", "portal:ask_help",
         "shop_portal:order_step", "shop_portal:product_words"), NO_SCREEN
    ),
    **dict.fromkeys(
        ("portal:sign_in_code", "portal:sign_in_who", "portal:sign_in_card", "portal:sign_in_pictures",
         "portal:sign_in_choose"), "behind a code or a card, which the audit has not"
    ),
    "shop_portal:add": "leads on to the first step while nothing is begun",
    **dict.fromkeys(("fairs_portal:till", "fairs_portal:evening"), "behind a code, which the audit has not"),
    "fairs_portal:receipts": NO_SCREEN,
    "fairs_portal:round": AGENT,
    "network_portal:step": NO_SCREEN,
    "network_portal:paper": FILE,
    "network_portal:at_event": "of one event: no fixed address",
    "portal:card": "her keys: a card is printed there once",
    "portal:keys": "of operators",
    "portal:need": "there while something is left to do; the demo's makers sell",
    "shop_portal:joined": "there once a producer was brought: the audit brings nobody",
    "shop_portal:money_sales": "opens with the sums of one heap, and leads back without",
    "shop_portal:order_hand_over": "there once an order is packed",
    "shop_portal:money_share": "there while a group divides a payout",
}  # fmt: skip
UNAUDITED["stands_portal:pay"] = "there once she was given a stand: tests/portal/test_stands.py"
UNAUDITED |= dict.fromkeys(
    ("events:at_door", "events:door_people", "events:door_line", "events:door_scan", "events:door_manifest"),
    "opened by a secret that a helper is given for the days of an event",
)
BOUGHT = "mendil-rayures"
ADDRESS = {
    "to": "MA", "country": "MA", "name": "Salma (audit)", "phone": "0612345678", "email": "audit@demo.test",
    "province": "MA-CAS", "commune": "Casablanca", "quarter": "Maârif", "landmark": "Derrière la mosquée",
}  # fmt: skip
Visit = tuple[str, list[str], str]
FIELD = re.compile(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"')
VARIANT = re.compile(r'name="variant"[^>]*value="(\d+)"|value="(\d+)"[^>]*name="variant"')


class Visitor:
    """Somebody with a browser of her own, who fills in forms."""

    def __init__(self, base: str, lang: str) -> None:
        self.base, self.lang = base, lang
        self.cookies = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))

    def get(self, path: str) -> str:
        """Return a page."""
        with self.opener.open(f"{self.base}/{self.lang}/{path}") as answer:
            return str(answer.read().decode())

    def post(self, path: str, form: Mapping[str, str]) -> str:
        """Send a form and return where it leads. Raises ``urllib.error.HTTPError`` when it is refused."""
        url = f"{self.base}/{self.lang}/{path}"
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get(path))
        fields = {**form, "csrfmiddlewaretoken": token[1] if token else ""}
        request = urllib.request.Request(url, urllib.parse.urlencode(fields).encode())
        request.add_header("Referer", url)
        request.add_header("Origin", self.base)
        with self.opener.open(request) as answer:
            return str(answer.geturl())

    @property
    def session(self) -> str:
        """Her session cookie, as the audit takes it."""
        return next(f"{one.name}={one.value}" for one in self.cookies if one.name.endswith("sessionid"))

    def fill_cart(self, slug: str) -> None:
        """Put an offer into her cart."""
        page = self.get(f"shop/p/{slug}/")
        found = VARIANT.search(page)
        assert found, f"{slug} can be bought"
        form = {"variant": found[1] or found[2], "quantity": "1"}
        request = urllib.request.Request(
            f"{self.base}/{self.lang}/cart/add/", urllib.parse.urlencode(form | self._token(page)).encode()
        )
        request.add_header("Referer", f"{self.base}/{self.lang}/shop/p/{slug}/")
        request.add_header("Origin", self.base)
        self.opener.open(request).close()

    def fill_checkout(self) -> None:
        """Fill the steps up to the review."""
        self.post("checkout/address/", ADDRESS)
        self.post("checkout/delivery/", {"mode": "direct"})
        self.post("checkout/payment/", {"method": "cash"})

    def order(self) -> str:
        """Press "order" and return the path of the order's page."""
        page = self.get("checkout/review/")
        fields = dict(FIELD.findall(page))
        wanted = {key: fields[key] for key in ("attempt", "shown") if key in fields}
        url = self.post("checkout/review/", wanted | {"accept": "1"})
        assert "/orders/" in url, url
        return url.removeprefix(f"{self.base}/{self.lang}/").partition("?")[0]

    def sign_in(self, login: str, password: str) -> None:
        """Sign in with a password."""
        self.post("account/login/", {"login": login, "password": password})

    def confirm(self, secret: str) -> None:
        """Give the second factor that she was asked for."""
        url = self.post("account/2fa/authenticate/", {"code": code_of(secret)})
        assert "/2fa/" not in url, url

    def act_for_somebody(self) -> None:
        """Act for the first maker whom she may act for."""
        found = A_PRODUCER.search(self.get("portal/for/"))
        assert found, "a maker lets her act for her"
        self.post("portal/for/", {"for": found[1]})

    def trade_pages(self) -> list[str]:
        """Return her lists and the pages of her requests: the quote, its acceptance, the order."""
        pages = list(TRADE)
        for number in dict.fromkeys(A_REQUEST.findall(self.get("trade/"))):
            pages.append(f"trade/requests/{number}/")
            pages += dict.fromkeys(A_LINK.findall(self.get(pages[-1])))
        return pages

    def public_rows(self) -> list[str]:
        """Return the public pages of one row. Raises ``AssertionError`` where a list links to none."""
        rows = self._first_of(OF_A_ROW)
        assert rows.keys() == OF_A_ROW.keys(), "the demo has a row of each kind"
        return [path.format(**rows) for path in ROWS]

    def screens_of_hers(self) -> list[str]:
        """Return the screens of the first row of each list of hers; of none where a list is empty."""
        rows = self._first_of(LISTED)
        return [path.format(**rows) for path in OF_HERS if set(re.findall(r"{(\w+)}", path)) <= set(rows)]

    def _first_of(self, lists: Mapping[str, tuple[str, re.Pattern[str]]]) -> dict[str, str]:
        found = {name: pattern.search(self.get(path)) for name, (path, pattern) in lists.items()}
        return {name: match[1] for name, match in found.items() if match}

    @staticmethod
    def _token(page: str) -> dict[str, str]:
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        return {"csrfmiddlewaretoken": found[1]} if found else {}


def code_of(secret: str) -> str:
    """Return the six digits of an authenticator app for the secret, as RFC 6238 has it."""
    digest = hmac.digest(base64.b32decode(secret), struct.pack(">Q", int(time.time()) // 30), "sha1")
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


def an_agent(base: str) -> tuple[list[str], str]:
    """Sign the demo's agent in, let her act for a maker; return her screens and her cookie."""
    agent = Visitor(base, "fr")
    agent.sign_in("agent@demo.test", "tiwizi-demo")
    agent.confirm(DEMO_TOTP_SECRET)
    agent.act_for_somebody()
    found = AN_IMPORT.search(agent.get("portal/producers/import/"))
    project = A_PROJECT.search(agent.get("portal/projects/"))
    assert found, "the demo's agent has sent a spreadsheet"
    assert project, "the demo's agent follows somebody with a project"
    rows = {"import": found[1], "project": project[1]}
    return [path.format(**rows) for path in AGENT], agent.session


def a_juror(base: str) -> tuple[list[str], str]:
    """Sign the demo's editor in, who is a juror; return her pages and her cookie."""
    juror = Visitor(base, "fr")
    juror.sign_in("editor@demo.test", "tiwizi-demo")
    juror.confirm(DEMO_TOTP_SECRET)
    nominee = A_NOMINEE.search(juror.get("awards/jury/prix-releve/"))
    assert nominee, "the demo's jury has somebody to score"
    return [path.format(nominee=nominee[1]) for path in JUROR], juror.session


def journeys(base: str) -> list[Visit]:
    """Walk the shop; return (name, paths, cookie) of each visitor whose pages are to be audited."""
    public = [*PUBLIC, *Visitor(base, "fr").public_rows()]
    found: list[Visit] = [("public", [f"/{lang}/{path}" for lang in ("fr", "ar") for path in public], "")]
    (of_agent, agent), (of_juror, juror) = an_agent(base), a_juror(base)
    for lang in ("fr", "ar"):
        buyer, orderer, owner, maker, trade = (Visitor(base, lang) for _ in range(5))
        for one in (buyer, orderer):
            one.fill_cart(BOUGHT)
            one.fill_checkout()
        order = orderer.order()
        owner.sign_in("buyer@demo.test", "tiwizi-demo")
        maker.sign_in("producer@demo.test", "tiwizi-demo")
        trade.sign_in("trade@demo.test", "tiwizi-demo")
        found.append((f"checkout {lang}", [f"/{lang}/{path}" for path in CHECKOUT], buyer.session))
        found.append((f"order {lang}", [f"/{lang}/{order}"], ""))
        found.append((f"door {lang}", [f"/{lang}/{path}" for path in DOOR], ""))
        screens = [*PORTAL, *maker.screens_of_hers()]
        found.append((f"portal {lang}", [f"/{lang}/{path}" for path in screens], maker.session))
        found.append((f"agent {lang}", [f"/{lang}/{path}" for path in of_agent], agent))
        found.append((f"juror {lang}", [f"/{lang}/{path}" for path in of_juror], juror))
        found.append((f"trade {lang}", [f"/{lang}/{path}" for path in trade.trade_pages()], trade.session))
        found.append((f"account {lang}", [f"/{lang}/{path}" for path in ACCOUNT], owner.session))
    return found
