"""Blocks of which stories are told, wherever they are told: words, her own words, pictures, numbers.

They say what an editor types; each place draws them with templates of its own.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from producers.rich_text import CleanStreamBlock, CleanTextBlock


def picture_chooser(**kwargs: Any) -> SnippetChooserBlock:
    """Choose a picture that has its alternative text."""
    return SnippetChooserBlock("tiwizi_producers.Picture", **kwargs)


class QuoteBlock(blocks.StructBlock):
    """Her own words."""

    words = blocks.TextBlock(label=_("her words"), max_length=400)
    who = blocks.CharBlock(label=_("who says it"), max_length=120, required=False)

    class Meta:
        label = _("quote")
        icon = "openquote"


class PictureBlock(blocks.StructBlock):
    """One picture with what is to be said of it."""

    picture = picture_chooser(label=_("picture"))
    caption = blocks.CharBlock(label=_("caption"), max_length=200, required=False)

    class Meta:
        label = _("picture")
        icon = "image"


class VideoBlock(blocks.StructBlock):
    """A still and a link: the film itself stays where it is until somebody follows the link."""

    poster = picture_chooser(label=_("still picture"))
    title = blocks.CharBlock(label=_("what it shows"), max_length=120)
    address = blocks.URLBlock(label=_("address of the film"))

    class Meta:
        label = _("video")
        icon = "media"


class FigureBlock(blocks.StructBlock):
    """One number and what it counts."""

    number = blocks.CharBlock(label=_("number"), max_length=20)
    what = blocks.CharBlock(label=_("what it counts"), max_length=80)


class StoryBlocks(CleanStreamBlock):
    """A long story without anything of the pages around it."""

    text = CleanTextBlock(label=_("text"), icon="pilcrow")
    quote = QuoteBlock()
    picture = PictureBlock()
    gallery = blocks.ListBlock(picture_chooser(), label=_("gallery"), icon="image", max_num=8)
    video = VideoBlock()
    numbers = blocks.ListBlock(FigureBlock(), label=_("numbers"), icon="list-ol", max_num=4)
