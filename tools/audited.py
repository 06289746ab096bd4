"""What is audited: every kind of page, and how a visitor comes to those that are hers alone."""

import http.cookiejar
import re
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping

PUBLIC = (
    "", "wool/", "shop/", "shop/c/tapis-et-tissage/", "shop/?q=zzzzqq", "shop/?q=tapis",
    "shop/p/tapis-marmoucha-une-ligne/", "shop/p/tapis-azilal-nuit/", "shop/p/tapis-marmoucha-commande/",
    "shop/p/reparation-kilim/", "producers/", "producers/rachid-ouchrif/",
    "associations/tadamoun/", "stories/",
    "stories/le-rouge-dabord/", "pages/about/", "pages/terms/", "orders/find/", "account/login/",
    "nope/=404",
)  # fmt: skip
CHECKOUT = ("cart/", "checkout/address/", "checkout/delivery/", "checkout/payment/", "checkout/review/")
ACCOUNT = ("account/", "my-orders/", "my-addresses/", "my-consents/")
DOOR = ("portal/sign-in/", "portal/sign-in/phone/")
PORTAL = (
    "portal/", "portal/products/", "portal/orders/", "portal/money/", "portal/story/", "portal/story/words/",
    "portal/story/photo/", "portal/story/consents/", "portal/voice/", "portal/phones/", "portal/needs/",
    "portal/add/whole/",
)  # fmt: skip
BOUGHT = "mendil-rayures"
ADDRESS = {
    "to": "MA", "country": "MA", "name": "Salma (audit)", "phone": "0612345678", "email": "audit@demo.test",
    "province": "MA-CAS", "commune": "Casablanca", "quarter": "Maârif", "landmark": "Derrière la mosquée",
}  # fmt: skip
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

    @staticmethod
    def _token(page: str) -> dict[str, str]:
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        return {"csrfmiddlewaretoken": found[1]} if found else {}


def journeys(base: str) -> list[tuple[str, list[str], str]]:
    """Walk the shop; return (name, paths, cookie) of each visitor whose pages are to be audited."""
    found = [("public", [f"/{lang}/{path}" for lang in ("fr", "ar") for path in PUBLIC], "")]
    for lang in ("fr", "ar"):
        buyer, orderer, owner, maker = (Visitor(base, lang) for _ in range(4))
        for one in (buyer, orderer):
            one.fill_cart(BOUGHT)
            one.fill_checkout()
        order = orderer.order()
        owner.sign_in("buyer@demo.test", "tiwizi-demo")
        maker.sign_in("producer@demo.test", "tiwizi-demo")
        found.append((f"checkout {lang}", [f"/{lang}/{path}" for path in CHECKOUT], buyer.session))
        found.append((f"order {lang}", [f"/{lang}/{order}"], ""))
        found.append((f"door {lang}", [f"/{lang}/{path}" for path in DOOR], ""))
        found.append((f"portal {lang}", [f"/{lang}/{path}" for path in PORTAL], maker.session))
        found.append((f"account {lang}", [f"/{lang}/{path}" for path in ACCOUNT], owner.session))
    return found
