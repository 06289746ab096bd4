"""The form of a product in the back office: what has to be proven is not published without proof."""

from typing import Any

from wagtail.admin.forms import WagtailAdminModelForm

from shop.material_words import claim_sentence
from shop.reading.proven_claims import unproven_claims


class ProductForm(WagtailAdminModelForm):
    """Refuses to publish, not to save: a draft may wait for its proof."""

    def is_valid(self) -> bool:
        """Look at the claims once the words are read."""
        return bool(super().is_valid() and self._is_proven())

    def _is_proven(self) -> bool:
        if "action-publish" not in self.data:
            return True
        claims = self._claims()
        if claims:
            self.add_error("name", claim_sentence(claims))
        return not claims

    def _claims(self) -> Any:
        draft = self.instance
        return unproven_claims(draft) if draft.producer_id else ()
