"""Bank files for tests, made up whole: accounts, names and banks are nobody's."""

from collections.abc import Sequence

FORM = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"


def entry(
    amount: str,
    text: str,
    *,
    sign: str = "CRDT",
    ref: str = "",
    name: str = "",
    day: str = "2026-11-27",
    currency: str = "MAD",
) -> str:
    """Return one booked entry."""
    side = "Dbtr" if sign == "CRDT" else "Cdtr"
    party = f"<RltdPties><{side}><Pty><Nm>{name}</Nm></Pty></{side}></RltdPties>" if name else ""
    return (
        f'<Ntry><Amt Ccy="{currency}">{amount}</Amt><CdtDbtInd>{sign}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>'
        f"<BookgDt><Dt>{day}</Dt></BookgDt><AcctSvcrRef>{ref}</AcctSvcrRef><NtryDtls><TxDtls>{party}"
        f"<RmtInf><Ustrd>{text}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>"
    )


def camt(
    entries: Sequence[str],
    opening: str = "1000.00",
    closing: str = "1000.00",
    form: str = FORM,
    *,
    account: str = "DEMO-ACCOUNT",
    currency: str = "MAD",
) -> bytes:
    """Return a statement of these entries."""

    def balance(code: str, amount: str) -> str:
        return (
            f"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp>"
            f'<Amt Ccy="{currency}">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd>'
            "<Dt><Dt>2026-11-27</Dt></Dt></Bal>"
        )

    return (
        f'<?xml version="1.0" encoding="UTF-8"?><Document xmlns="{form}"><BkToCstmrStmt>'
        "<GrpHdr><MsgId>M1</MsgId></GrpHdr><Stmt><Id>S-2026-331</Id>"
        f"<Acct><Id><Othr><Id>{account}</Id></Othr></Id><Ccy>{currency}</Ccy></Acct>"
        f"{balance('OPBD', opening)}{balance('CLBD', closing)}{''.join(entries)}"
        "</Stmt></BkToCstmrStmt></Document>"
    ).encode()
