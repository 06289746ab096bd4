"""The demo's legal texts, from ``site/demo/legal``."""

from django.utils import timezone

from shop.models import LegalText
from storefront.demo.data import FOLDER, read, texts


def load_legal() -> None:
    """Publish each text in its version; a version that is there stays as it is."""
    for file in sorted((FOLDER / "legal").glob("*.yaml")):
        row = read(f"legal/{file.name}")
        LegalText.objects.get_or_create(
            slug=row["slug"],
            version=str(row["version"]),
            defaults={
                "effective_from": row["effective_from"],
                "title": texts(row["title"]),
                "body": texts(row["body"]),
                "is_accepted_by_buyers": row["is_accepted_by_buyers"],
                "published_at": timezone.now(),
            },
        )
