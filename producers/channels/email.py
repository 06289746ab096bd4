"""Messages by e-mail, through whatever mail backend Django is set up with."""

from smtplib import SMTPRecipientsRefused
from urllib.parse import urlsplit

from django.core.mail import EmailMultiAlternatives

from producers import conf
from producers.channels.base import Outgoing, UndeliverableError

FOR_GOOD = range(500, 600)


class Email:
    """Sends text with an HTML alternative from ``sender``, by default the site's own address."""

    def __init__(self, sender: str | None = None) -> None:
        self.sender = sender

    def send(self, message: Outgoing) -> None:
        """Send one mail. Its Message-ID is the same at every attempt."""
        mail = EmailMultiAlternatives(
            message.subject, message.text, self.sender, [message.recipient], headers=_headers(message)
        )
        if message.html:
            mail.attach_alternative(message.html, "text/html")
        try:
            mail.send()
        except SMTPRecipientsRefused as refused:
            if all(code in FOR_GOOD for code, _ in refused.recipients.values()):
                raise UndeliverableError(str(refused)) from refused
            raise


def _headers(message: Outgoing) -> dict[str, str]:
    host = urlsplit(conf.site_url()).hostname or "localhost"
    headers = {
        "Message-ID": f"<{message.id}@{host}>",
        "Auto-Submitted": "auto-generated",
        "Content-Language": message.language,
    }
    return headers | {"X-Sent-Before": "perhaps"} if message.may_be_repeated else headers
