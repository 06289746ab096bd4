"""A security key that a browser could have made."""

import json
from typing import Any

from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import Aaguid, AttestationObject, AttestedCredentialData, AuthenticatorData

ID = b"a key of the tests"


def a_passkey(user: Any) -> Authenticator:
    """Give a user a security key."""
    public = ES256.from_cryptography_key(ec.generate_private_key(ec.SECP256R1()).public_key())
    attested = AttestedCredentialData.create(Aaguid.NONE, ID, public)
    flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.AT
    about = AuthenticatorData.create(b"\0" * 32, flags, 0, attested)
    client = {"type": "webauthn.create", "challenge": "", "origin": "http://testserver"}
    credential = {
        "id": websafe_encode(ID),
        "rawId": websafe_encode(ID),
        "type": "public-key",
        "response": {
            "clientDataJSON": websafe_encode(json.dumps(client).encode()),
            "attestationObject": websafe_encode(AttestationObject.create("none", about, {})),
        },
        "clientExtensionResults": {},
    }
    data = {"name": "Phone", "credential": credential}
    return Authenticator.objects.create(user=user, type="webauthn", data=data)
