"""Who made a document, as catalogues write it: one name a line, a person as ``Family, Given``."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Name:
    """A person, or a body, which has no given name."""

    family: str
    given: str = ""

    @property
    def is_body(self) -> bool:
        """Whether it is no person."""
        return not self.given

    @property
    def natural(self) -> str:
        """As it is spoken."""
        return f"{self.given} {self.family}".strip()

    def __str__(self) -> str:
        return f"{self.family}, {self.given}" if self.given else self.family


def names_in(lines: str) -> tuple[Name, ...]:
    """Read the lines of a record; empty ones are no names."""
    split = (line.partition(",") for line in lines.replace("،", ",").splitlines() if line.strip(" ,،"))
    return tuple(Name(family.strip(), given.strip()) for family, _comma, given in split)
