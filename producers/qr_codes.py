"""Addresses as QR codes, for whatever is printed."""

from io import BytesIO


def code_svg(address: str) -> str:
    """Draw a QR code that holds an address. Raises ``ValueError`` for one that is too long."""
    import segno  # an extra: whoever prints nothing does not need it

    drawn = BytesIO()
    segno.make_qr(address, error="m").save(drawn, kind="svg", border=2, xmldecl=False, scale=1, omitsize=True)
    return drawn.getvalue().decode().strip()
