"""Pictures of requests given out to whoever the page has let in."""

from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404

from shop.models import SourcingPhoto, SourcingRequest


def picture_of(found: SourcingRequest, pk: int, request: HttpRequest) -> FileResponse:
    """Give out a picture of a request, ``?small=1`` a small one; any other is a 404."""
    photo = get_object_or_404(SourcingPhoto, request=found, pk=pk)
    file = photo.small if request.GET.get("small") else photo.file
    return FileResponse(file.open("rb"), content_type="image/jpeg")
