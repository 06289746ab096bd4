"""The page to pay on. Plain forms without a script, and it says that no money moves."""

from html import escape

from .store import Thing

WORDS = {
    "fr": {
        "title": "Payer", "test": "Page d’essai : aucun argent n’est débité.",
        "pay": "Payer", "back": "Revenir",
        "4242": "Carte acceptée", "0002": "Carte refusée", "9995": "Provision insuffisante",
        "3155": "Carte qui demande une confirmation", "confirm": "Votre banque demande une confirmation.",
        "yes": "Confirmer", "no": "Refuser", "card_declined": "La carte a été refusée.",
        "insufficient_funds": "La provision est insuffisante.", "refused": "Vous n’avez pas confirmé.",
        "over": "On ne peut plus payer sur cette page.",
    },
    "en": {
        "title": "Pay", "test": "A test page: no money moves.", "pay": "Pay", "back": "Go back",
        "4242": "A card that is accepted", "0002": "A card that is declined", "9995": "Insufficient funds",
        "3155": "A card that asks for a confirmation", "confirm": "Your bank asks you to confirm.",
        "yes": "Confirm", "no": "Refuse", "card_declined": "The card was declined.",
        "insufficient_funds": "There are insufficient funds.", "refused": "You did not confirm.",
        "over": "This page can no longer be paid on.",
    },
}  # fmt: skip
STYLE = (
    "body{font:1.05rem/1.5 system-ui,sans-serif;max-width:28rem;margin:2rem auto;padding:0 1rem;color:#222}"
    "fieldset{border:1px solid #999;border-radius:8px;padding:1rem}label{display:block;padding:.6rem 0}"
    "button{font:inherit;padding:.8rem 1.4rem;border:0;border-radius:8px;background:#1a4f8b;color:#fff}"
    ".test{background:#fff3c4;padding:.8rem;border-radius:8px}.wrong{color:#a3140f}"
)


def payment_page(session: Thing, wrong: str = "") -> str:
    """Return the page of a session: a choice of test cards, or that it is over."""
    words = _words(session)
    if session["status"] != "open":
        return _page(words, f"<p>{words['over']}</p>{_back(session, words)}")
    cards = "".join(
        f'<label><input type="radio" name="card" value="{card}"{" checked" if card == "4242" else ""}> '
        f"{words[card]} (…{card})</label>"
        for card in ("4242", "0002", "9995", "3155")
    )
    alert = f'<p class="wrong" role="alert">{words[wrong]}</p>' if wrong else ""
    form = f'<form method="post"><fieldset>{cards}</fieldset><p><button>{words["pay"]}</button></p></form>'
    return _page(words, f"<p>{_amount(session)}</p>{alert}{form}{_back(session, words)}")


def confirmation_page(session: Thing) -> str:
    """Return the bank's question."""
    words = _words(session)
    buttons = "".join(f'<button name="said" value="{said}">{words[said]}</button> ' for said in ("yes", "no"))
    form = f'<form method="post"><input type="hidden" name="card" value="3155">{buttons}</form>'
    return _page(words, f"<p>{_amount(session)}</p><p>{words['confirm']}</p>{form}")


def _words(session: Thing) -> dict[str, str]:
    return WORDS.get(session.get("locale") or "", WORDS["en"])


def _amount(session: Thing) -> str:
    return f"<strong>{session['amount_total'] / 100:.2f} {escape(session['currency'].upper())}</strong>"


def _back(session: Thing, words: dict[str, str]) -> str:
    address = session.get("cancel_url") or session.get("success_url") or ""
    return f'<p><a href="{escape(address, quote=True)}">{words["back"]}</a></p>'


def _page(words: dict[str, str], inner: str) -> str:
    return (
        f'<!doctype html><html lang="{"fr" if words is WORDS["fr"] else "en"}"><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{words["title"]}</title>'
        f'<style>{STYLE}</style><main><p class="test">{words["test"]}</p><h1>{words["title"]}</h1>'
        f"{inner}</main></html>"
    )
