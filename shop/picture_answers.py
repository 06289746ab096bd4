"""Pictures given out to whoever the page has let in: of requests, and small ones of the work on an order."""

from io import BytesIO

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from PIL import Image

from shop.models import PartPhoto, SourcingPhoto, SourcingRequest

THUMB = 320
"""Pixels of the longer side: what a page shows of a picture that is opened whole by a touch."""


def picture_of(found: SourcingRequest, pk: int, request: HttpRequest) -> FileResponse:
    """Give out a picture of a request, ``?small=1`` a small one; any other is a 404."""
    photo = get_object_or_404(SourcingPhoto, request=found, pk=pk)
    file = photo.small if request.GET.get("small") else photo.file
    return FileResponse(file.open("rb"), content_type="image/jpeg")


def thumb_of(photo: PartPhoto) -> HttpResponse:
    """Give out a picture of the work drawn small, so that a page with several stays light."""
    drawn = BytesIO()
    with photo.file.open("rb") as file, Image.open(file) as picture:
        picture.draft("RGB", (THUMB, THUMB))
        small = picture.convert("RGB")
    small.thumbnail((THUMB, THUMB))
    small.save(drawn, "JPEG", quality=70, optimize=True)
    return HttpResponse(drawn.getvalue(), content_type="image/jpeg")
