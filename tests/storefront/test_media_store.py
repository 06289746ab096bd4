"""Media in an object store: what is public has an address, what is private has a signed one."""

import boto3
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from moto import mock_aws

OPTIONS = {
    "bucket_name": "media",
    "region_name": "eu-west-3",
    "access_key": "a",
    "secret_key": "b",
    "file_overwrite": False,
}


@pytest.fixture
def store(settings):
    backend = "storages.backends.s3.S3Storage"
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": backend, "OPTIONS": OPTIONS | {"querystring_auth": False}},
        "private": {
            "BACKEND": backend,
            "OPTIONS": OPTIONS | {"location": "private", "default_acl": "private"},
        },
    }
    with mock_aws():
        place = {"LocationConstraint": "eu-west-3"}
        boto3.client("s3", region_name="eu-west-3").create_bucket(
            Bucket="media", CreateBucketConfiguration=place
        )
        yield storages


def test_a_file_is_kept_and_read_again(store):
    name = store["default"].save("images/rug.jpg", ContentFile(b"wool"))
    assert store["default"].open(name).read() == b"wool"
    assert "Signature" not in store["default"].url(name)


def test_a_private_file_has_only_a_signed_address(store):
    name = store["private"].save("proofs/slip.jpg", ContentFile(b"paid"))
    assert "private/proofs/slip.jpg" in store["private"].url(name)
    assert "Signature" in store["private"].url(name)
