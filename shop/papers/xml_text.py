"""What of a text XML 1.0 can hold."""

import re

NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(text: str) -> str:
    """Return a text without the characters that no XML document may contain."""
    return NOT_XML.sub("", text)
