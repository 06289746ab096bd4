"""Whether a text says who somebody is. Plain text; it finds what is written, not what can be guessed."""

from producers.domain.text import fold

SHORTEST = 3


def names_her(text: str, name: str, phone: str = "", email: str = "") -> bool:
    """Say whether a word of her name (three letters or more), her number or e-mail stands in it."""
    words = set(fold(text).split())
    digits = "".join(sign for sign in text if sign.isdigit())
    return (
        any(word in words for word in fold(name).split() if len(word) >= SHORTEST)
        or (bool(phone) and phone[-9:] in digits)
        or (bool(email) and email.lower() in text.lower())
    )
