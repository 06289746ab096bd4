"""Rules of the house that imports cannot say; they are read from the source."""

import ast
import re
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


def calls(tree: ast.AST) -> list[ast.Call]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


def uses_transactions(tree: ast.AST) -> bool:
    return any(
        isinstance(node, ast.Attribute)
        and node.attr in TRANSACTIONS
        and isinstance(node.value, ast.Name)
        and node.value.id == "transaction"
        for node in ast.walk(tree)
    )


def imports_of(tree: ast.AST) -> set[str]:
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found


def may_open_transactions(path: Path) -> bool:
    return (
        "actions" in path.parts or "testing" in path.parts or (ROOT / "site/storefront/demo") in path.parents
    )


@pytest.mark.parametrize("path", written(), ids=name)
def test_a_source_keeps_to_its_place_and_size(path):
    text = path.read_text()
    tree = ast.parse(text)
    assert len(text.splitlines()) <= LONGEST_FILE
    if not may_open_transactions(path):
        assert not uses_transactions(tree), "transactions are opened in actions/"
    if "actions" not in path.parts and "querysets" not in path.stem:
        locks = [call for call in calls(tree) if getattr(call.func, "attr", "") == "select_for_update"]
        assert not locks, "rows are locked in actions/ and by the querysets named for it"
    if path.parent.name != "testing" and name(path) not in STRIPE_FILES:
        assert "stripe" not in imports_of(tree), "only the adapters know Stripe"
    assert "tests" not in imports_of(tree)
    assert not re.search(r"\b(?:post|pre)_(?:save|delete)\b", text), "no rule lives in a signal"


STRIPE_FILES = {"shop/gateways/stripe.py", "shop/payouts/stripe.py"}


@pytest.mark.parametrize("path", written(), ids=name)
def test_a_function_can_be_read_at_once(path):
    functions = [
        node
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    long = [node.name for node in functions if (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION]
    assert long == []


def test_a_model_saves_without_rules():
    guilty = []
    for path in written():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ClassDef) and "models" in path.parts:
                guilty += [
                    f"{name(path)}:{part.name}"
                    for part in node.body
                    if getattr(part, "name", "") in {"save", "delete"}
                ]
    assert guilty == []


def test_money_is_never_a_float():
    guilty = []
    for path in written():
        tree = ast.parse(path.read_text())
        money = "domain" in path.parts or "actions" in path.parts or "models" in path.parts
        names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        attributes = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        if money and ("FloatField" in attributes or ("float" in names and "oney" in path.read_text())):
            guilty.append(name(path))
    assert guilty == []


@pytest.mark.parametrize("path", templates(), ids=name)
def test_a_template_has_nothing_that_the_content_policy_forbids(path):
    text = TEMPLATE_COMMENT.sub("", path.read_text())
    is_mail = "mail" in path.parts
    assert not INLINE_SCRIPT.search(text)
    assert not HANDLER.search(text)
    assert is_mail or not STYLE.search(text)
    assert "javascript:" not in text


@pytest.mark.parametrize("path", templates(), ids=name)
def test_an_element_names_what_it_needs(path):
    """A page may hand its whole context to a part of the frame; an element gets values by name."""
    includes = re.findall(r"\{% include \"\w+/elements/[^%]*%\}", TEMPLATE_COMMENT.sub("", path.read_text()))
    careless = [include for include in includes if not include.rstrip("%} ").endswith("only")]
    assert careless == [] or "elements" in path.parts


def styles() -> list[Path]:
    return sorted(
        path
        for floor in ["producers", "shop", "home", "site"]
        for path in (ROOT / floor).glob("**/static/**/*.css")
    )


@pytest.mark.parametrize("path", styles(), ids=name)
def test_a_style_works_in_both_directions(path):
    found = [match.group() for match in PHYSICAL.finditer(COMMENT.sub("", path.read_text()))]
    assert found == []


def test_nothing_is_loaded_from_elsewhere():
    scripts = [path for floor in FLOORS for path in (ROOT / floor).glob("**/*.js")]
    pages = [*styles(), *scripts, *templates()]
    remote = re.compile(r"(?:src|@import|url\()\s*=?\s*[\"'(]?\s*(?:https?:)?//", re.IGNORECASE)
    assert [name(path) for path in pages if remote.search(path.read_text())] == []
