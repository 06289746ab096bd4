"""Which documents hold what was asked for, and where: in the title, in the record, in the file."""

from dataclasses import dataclass

from pyroaring import BitMap


@dataclass(frozen=True)
class Held:
    """``records`` counts the title too, ``texts`` the record too where a document has a file."""

    titles: BitMap
    records: BitMap
    texts: BitMap

    def __and__(self, other: "Held") -> "Held":
        return Held(self.titles & other.titles, self.records & other.records, self.texts & other.texts)

    def __or__(self, other: "Held") -> "Held":
        return Held(self.titles | other.titles, self.records | other.records, self.texts | other.texts)

    @property
    def tiers(self) -> tuple[BitMap, ...]:
        """What titles hold, then what records hold, then what only files hold; empty ones left out."""
        tiers = (self.titles, self.records - self.titles, self.texts - self.records)
        return tuple(tier for tier in tiers if tier)
