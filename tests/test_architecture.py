"""Rules of the house that imports cannot say; they are read from the source."""

import ast
import re
from collections.abc import Iterable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FLOORS = ["producers", "shop", "home", "site/storefront"]
LONGEST_FILE = 400
LONGEST_FUNCTION = 60

TRANSACTIONS = {"atomic", "on_commit", "set_autocommit", "commit", "rollback", "savepoint"}
PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)(?:-\w+)*|left|right"
    r"|border-(?:top|bottom)-(?:left|right)-radius|(?:float|clear|text-align)\s*:\s*(?:left|right))\s*[:;}]"
)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
TEMPLATE_COMMENT = re.compile(r"\{#.*?#\}|\{% comment.*?endcomment %\}", re.DOTALL)
INLINE_SCRIPT = re.compile(
    r"<script(?![^>]*\bsrc=)(?![^>]*\btype=\"application/(?:ld\+)?json\")[^>]*>", re.IGNORECASE
)
HANDLER = re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.IGNORECASE)
STYLE = re.compile(r"<style\b|<[a-z][^>]*\sstyle\s*=", re.IGNORECASE)


def sources() -> list[Path]:
    return sorted(path for floor in FLOORS for path in (ROOT / floor).rglob("*.py"))


def written() -> list[Path]:
    """What a person writes: no migrations."""
    return [path for path in sources() if "migrations" not in path.parts]


def templates() -> list[Path]:
    return sorted(
        path
        for floor in ["producers", "shop", "home", "site"]
        for path in (ROOT / floor).glob("**/templates/**/*.html")
    )


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def of_each_folder(paths: list[Path]) -> pytest.MarkDecorator:
    """Look at the files of a folder in one test: one for each file was a third of all tests."""
    folders: dict[str, list[Path]] = {}
    for path in paths:
        folders.setdefault("/".join(path.parent.relative_to(ROOT).parts[:2]), []).append(path)
    return pytest.mark.parametrize("paths", list(folders.values()), ids=list(folders))


def nodes_of(text: str) -> list[ast.AST]:
    return list(ast.walk(ast.parse(text)))


def locks_rows(nodes: Iterable[ast.AST]) -> bool:
    return any(
        isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "select_for_update" for node in nodes
    )


def uses_transactions(nodes: Iterable[ast.AST]) -> bool:
    return any(
        isinstance(node, ast.Attribute)
        and node.attr in TRANSACTIONS
        and isinstance(node.value, ast.Name)
        and node.value.id == "transaction"
        for node in nodes
    )


def imports_of(nodes: Iterable[ast.AST]) -> set[str]:
    found = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found


def may_open_transactions(path: Path) -> bool:
    return (
        "actions" in path.parts or "testing" in path.parts or (ROOT / "site/storefront/demo") in path.parents
    )


def faults_of(path: Path) -> list[str]:
    text = path.read_text()
    nodes = nodes_of(text)
    rules = {
        f"has more than {LONGEST_FILE} lines": len(text.splitlines()) > LONGEST_FILE,
        "opens a transaction, as only actions do": (
            not may_open_transactions(path) and uses_transactions(nodes)
        ),
        "locks rows, as only actions and the querysets named for it do": (
            "actions" not in path.parts and "querysets" not in path.stem and locks_rows(nodes)
        ),
        "knows Stripe, as only the adapters do": (
            path.parent.name != "testing" and name(path) not in STRIPE_FILES and "stripe" in imports_of(nodes)
        ),
        "imports tests": "tests" in imports_of(nodes),
        # A signal is named; what is called is the method of a field that prepares its value.
        "has a rule in a signal": bool(re.search(r"\b(?:post|pre)_(?:save|delete)\b(?!\()", text)),
    }
    return [f"{name(path)} {fault}" for fault, is_there in rules.items() if is_there]


@of_each_folder(written())
def test_a_source_keeps_to_its_place_and_size(paths):
    assert [fault for path in paths for fault in faults_of(path)] == []


STRIPE_FILES = {"shop/gateways/stripe.py", "shop/payouts/stripe.py"}


@of_each_folder(written())
def test_a_function_can_be_read_at_once(paths):
    long = [
        f"{name(path)}:{node.name}"
        for path in paths
        for node in nodes_of(path.read_text())
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
    ]
    assert long == []


def test_a_model_saves_without_rules():
    guilty = []
    for path in [path for path in written() if "models" in path.parts]:
        for node in nodes_of(path.read_text()):
            if isinstance(node, ast.ClassDef):
                guilty += [
                    f"{name(path)}:{part.name}"
                    for part in node.body
                    if getattr(part, "name", "") in {"save", "delete"}
                ]
    assert guilty == []


def test_money_is_never_a_float():
    guilty = []
    for path in [path for path in written() if {"domain", "actions", "models"} & set(path.parts)]:
        text = path.read_text()
        nodes = nodes_of(text) if "float" in text.lower() else []
        names = {node.id for node in nodes if isinstance(node, ast.Name)}
        attributes = {node.attr for node in nodes if isinstance(node, ast.Attribute)}
        if "FloatField" in attributes or ("float" in names and "oney" in text):
            guilty.append(name(path))
    assert guilty == []


def forbidden_in(path: Path) -> list[str]:
    text = TEMPLATE_COMMENT.sub("", path.read_text())
    rules = {
        "a script": INLINE_SCRIPT.search(text),
        "a handler": HANDLER.search(text),
        "a style": "mail" not in path.parts and STYLE.search(text),
        "an address that runs": "javascript:" in text,
    }
    return [f"{name(path)} has {thing}" for thing, is_there in rules.items() if is_there]


@of_each_folder(templates())
def test_a_template_has_nothing_that_the_content_policy_forbids(paths):
    assert [fault for path in paths for fault in forbidden_in(path)] == []


def careless_in(path: Path) -> list[str]:
    includes = re.findall(r"\{% include \"\w+/elements/[^%]*%\}", TEMPLATE_COMMENT.sub("", path.read_text()))
    return [f"{name(path)}: {one}" for one in includes if not one.rstrip("%} ").endswith("only")]


@of_each_folder([path for path in templates() if "elements" not in path.parts])
def test_an_element_names_what_it_needs(paths):
    """A page may hand its whole context to a part of the frame; an element gets values by name."""
    assert [fault for path in paths for fault in careless_in(path)] == []


def styles() -> list[Path]:
    return sorted(
        path
        for floor in ["producers", "shop", "home", "site"]
        for path in (ROOT / floor).glob("**/static/**/*.css")
    )


@of_each_folder(styles())
def test_a_style_works_in_both_directions(paths):
    found = [
        f"{name(path)}: {match.group()}"
        for path in paths
        for match in PHYSICAL.finditer(COMMENT.sub("", path.read_text()))
    ]
    assert found == []


def test_nothing_is_loaded_from_elsewhere():
    scripts = [path for floor in FLOORS for path in (ROOT / floor).glob("**/*.js")]
    pages = [*styles(), *scripts, *templates()]
    remote = re.compile(r"(?:src|@import|url\()\s*=?\s*[\"'(]?\s*(?:https?:)?//", re.IGNORECASE)
    assert [name(path) for path in pages if remote.search(path.read_text())] == []
