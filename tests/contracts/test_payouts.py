"""Every way of paying makers that we bring keeps the contract, and writes what its takers read."""

import csv
import io
from pathlib import Path

import pytest
from lxml import etree
from sepaxml import __file__ as sepaxml_file

from shop.domain.payouts import Details, Kind
from shop.domain.rib import iban_of
from shop.payouts.agency_cash import AgencyCash
from shop.payouts.agent_cash import AgentCash
from shop.payouts.bank_file import BankFile
from shop.payouts.base import NoAnswerError, UnknownPaperError, is_sender
from shop.payouts.mobile_money import MobileMoney
from shop.payouts.pain001 import latin
from shop.payouts.stripe import StripeTransfer
from shop.testing.payout_contract import PayoutContract, a_batch, a_payout
from shop.testing.payouts import a_rib

OURS = {"MAD": {"name": "Centre Tiwizi (fictif)", "account": a_rib(999)}}
SCHEMAS = Path(sepaxml_file).parent / "schemas"
TO_PHONE = Details(Kind.MOBILE, "MAD", "Fatima Example", phone="+212790000001")
AT_AGENCY = Details(Kind.AGENCY, "MAD", "Fatima Example", phone="+212790000001", agency="Agence 1")
AT_STRIPE = Details(Kind.STRIPE, "EUR", "Fatima Example", account="acct_1TiwiziTest0001")
BY_AGENT = Details(Kind.AGENT, "MAD", "فاطمة", agent=3)


class TestBankFile(PayoutContract):
    def method(self):
        return BankFile(OURS)


class TestBankListAlone(PayoutContract):
    def method(self):
        return BankFile()


class TestMobileMoney(PayoutContract):
    to = TO_PHONE

    def method(self):
        return MobileMoney()


class TestAgencyCash(PayoutContract):
    to = AT_AGENCY

    def method(self):
        return AgencyCash()


class TestAgentCash(PayoutContract):
    to = BY_AGENT

    def method(self):
        return AgentCash()


class TestStripeTransfer(PayoutContract):
    to = AT_STRIPE

    def method(self):
        return StripeTransfer(secret_key="sk_test_" + "0" * 24, api_base="http://127.0.0.1:9")


def test_only_what_sends_by_itself_is_called_a_sender():
    ways = [BankFile(), MobileMoney(), AgencyCash(), AgentCash(), TestStripeTransfer().method()]
    assert [is_sender(way) for way in ways] == [False] * 4 + [True]


def test_a_service_that_is_not_there_gives_no_answer(monkeypatch):
    monkeypatch.setattr("stripe.HTTPClient._sleep_time_seconds", lambda *_, **__: 0)
    with pytest.raises(NoAnswerError):
        TestStripeTransfer().method().send(a_payout("10", to=AT_STRIPE))


def rows_of(paper):
    assert paper.content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(paper.content.decode("utf-8-sig")), delimiter=";"))


def test_the_bank_s_list_says_who_gets_what_where():
    batch = a_batch(a_payout("1250.50"), a_payout("80", number=2, to=bank(holder="=HYPERLINK(1)")))
    first, second = rows_of(BankFile().paper("csv", batch))
    assert first == {
        "reference": "PO-482-917-3651-1", "name": "Fatima Example", "account": a_rib(1),
        "amount": "1250.50", "currency": "MAD", "text": "PO-482-917-3651-1",
    }  # fmt: skip
    assert second["name"] == "'=HYPERLINK(1)"


def bank(**changed):
    fields = {"kind": Kind.BANK, "currency": "MAD", "holder": "Fatima Example", "account": a_rib(1)}
    return Details(**(fields | changed))


@pytest.fixture(scope="module", params=["03", "09"])
def version(request):
    return request.param


@pytest.fixture(scope="module")
def schema(version):
    """The published schema, as a package of the registry carries it."""
    return etree.XMLSchema(etree.parse(SCHEMAS / f"pain.001.001.{version}.xsd"))


def found(content, version, path):
    """Return the texts at a path of the message."""
    space = {"p": f"urn:iso:std:iso:20022:tech:xsd:pain.001.001.{version}"}
    steps = "/".join(f"p:{step}" for step in path.split("/"))
    return [each.text for each in etree.fromstring(content).findall(f".//{steps}", space)]


@pytest.mark.parametrize("accounts_as", ["iban", "rib"])
@pytest.mark.parametrize("bic", ["", "BCMAMAMC"])
def test_the_message_is_valid_against_its_schema(schema, version, accounts_as, bic):
    accounts = {"MAD": OURS["MAD"] | {"bic": bic}}
    names = ("Fatima Zahra Aït Ben & Fils <SARL>", "خديجة Khadija " * 12, "Ünïcode")
    payouts = [a_payout(f"{n}.50", number=n, to=bank(holder=name[:120])) for n, name in enumerate(names, 1)]
    method = BankFile(accounts, version=version, accounts_as=accounts_as, is_fictional=True)
    content = method.paper("pain001", a_batch(*payouts)).content
    schema.assertValid(etree.fromstring(content))
    assert found(content, version, "GrpHdr/NbOfTxs") == ["3"]
    assert found(content, version, "GrpHdr/CtrlSum") == ["7.50"]
    assert found(content, version, "InitgPty/Nm") == ["FICTIONAL Centre Tiwizi (fictif)"]
    first = iban_of(a_rib(1)) if accounts_as == "iban" else a_rib(1)
    where = "CdtrAcct/Id/IBAN" if accounts_as == "iban" else "CdtrAcct/Id/Othr/Id"
    assert found(content, version, where) == [first] * 3
    assert found(content, version, "EndToEndId") == [each.reference for each in payouts]


def test_the_schema_can_refuse(schema, version):
    content = BankFile(OURS, version=version).paper("pain001", a_batch(a_payout("10"))).content
    assert schema.validate(etree.fromstring(content))
    for old, new in ((b"TRF", b"CASH"), (iban_of(a_rib(1)).encode(), b"12"), (b"ChrgBr", b"ChrgBear")):
        assert old in content
        assert not schema.validate(etree.fromstring(content.replace(old, new)))


def test_a_message_in_another_version_or_from_no_account_is_refused():
    with pytest.raises(ValueError, match="03 or 09"):
        BankFile(OURS, version="02")
    with pytest.raises(UnknownPaperError):
        BankFile(OURS).paper("pain001", a_batch(a_payout("10"), currency="EUR"))


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Aïcha Aït-Ben", "Aicha Ait-Ben"),
        ("A & B <x>", "A B x"),
        ("فاطمة Fatima", "Fatima"),
        ("x" * 99, "x" * 70),
    ],
)
def test_names_go_in_the_letters_that_banks_take(name, plain):
    assert latin(name) == plain


@pytest.mark.parametrize(
    ("method", "to", "phone"), [(MobileMoney(), TO_PHONE, "phone"), (AgencyCash(), AT_AGENCY, "phone")]
)
def test_no_program_eats_the_plus_of_a_phone(method, to, phone):
    (row,) = rows_of(method.paper("list", a_batch(a_payout("10", to=to))))
    assert row[phone] == "00212790000001"


@pytest.mark.parametrize(
    ("language", "said"),
    [("fr", "Vous recevez 1 250 MAD."), ("ar", "تتسلّمين 1.250 درهم."), ("en", "You receive MAD 1,250.")],
)
def test_a_receipt_is_short_sentences_in_her_language(language, said):
    payout = a_payout("1250", to=BY_AGENT, language=language, agent="Association Une", sales=3)
    text = AgentCash().paper("receipts", a_batch(payout)).content.decode()
    lines = text.replace("\u00a0", " ").splitlines()
    assert said in lines
    assert any("PO-482-917-3651-1" in line for line in lines)
    assert all(len(line) < 80 for line in lines)
