"""What editors build pages from. Nothing here loads anything from another site."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from home.choosers import producer_chooser_block
from producers.rich_text import CleanStreamBlock, CleanTextBlock


def picture_chooser(**kwargs: Any) -> SnippetChooserBlock:
    """Choose a picture that has its alternative text."""
    return SnippetChooserBlock("tiwizi_producers.Picture", **kwargs)


class HeroBlock(blocks.StructBlock):
    """One sentence, one button, one picture."""

    sentence = blocks.CharBlock(label=_("one sentence"), max_length=120)
    picture = picture_chooser(label=_("picture"), required=False)
    label = blocks.CharBlock(label=_("words on the button"), max_length=40, required=False)
    page = blocks.PageChooserBlock(label=_("page it leads to"), required=False)

    class Meta:
        label = _("hero")
        icon = "title"
        template = "home/blocks/hero.html"


class QuoteBlock(blocks.StructBlock):
    """Her own words, with her band."""

    words = blocks.TextBlock(label=_("her words"), max_length=400)
    who = blocks.CharBlock(label=_("who says it"), max_length=120, required=False)

    class Meta:
        label = _("quote")
        icon = "openquote"
        template = "home/blocks/quote.html"


class PictureBlock(blocks.StructBlock):
    """One picture with what is to be said of it."""

    picture = picture_chooser(label=_("picture"))
    caption = blocks.CharBlock(label=_("caption"), max_length=200, required=False)

    class Meta:
        label = _("picture")
        icon = "image"
        template = "home/blocks/picture.html"


class VideoBlock(blocks.StructBlock):
    """A still and a link: the film itself stays where it is until somebody follows the link."""

    poster = picture_chooser(label=_("still picture"))
    title = blocks.CharBlock(label=_("what it shows"), max_length=120)
    address = blocks.URLBlock(label=_("address of the film"))

    class Meta:
        label = _("video")
        icon = "media"
        template = "home/blocks/video.html"


class CallBlock(blocks.StructBlock):
    """One button."""

    label = blocks.CharBlock(label=_("words on the button"), max_length=40)
    page = blocks.PageChooserBlock(label=_("page it leads to"))

    class Meta:
        label = _("call to action")
        icon = "link"
        template = "home/blocks/call.html"


class FigureBlock(blocks.StructBlock):
    """One number and what it counts."""

    number = blocks.CharBlock(label=_("number"), max_length=20)
    what = blocks.CharBlock(label=_("what it counts"), max_length=80)


class Blocks(CleanStreamBlock):
    """All of them, for a story or a landing page."""

    hero = HeroBlock()
    text = CleanTextBlock(label=_("text"), icon="pilcrow")
    quote = QuoteBlock()
    picture = PictureBlock()
    gallery = blocks.ListBlock(
        picture_chooser(), label=_("gallery"), icon="image", template="home/blocks/gallery.html"
    )
    video = VideoBlock()
    products = blocks.ListBlock(
        SnippetChooserBlock("tiwizi_shop.Product"),
        label=_("products"),
        icon="tag",
        max_num=8,
        template="home/blocks/products.html",
    )
    producer = producer_chooser_block(label=_("producer"), icon="user", template="home/blocks/producer.html")
    call = CallBlock()
    numbers = blocks.ListBlock(
        FigureBlock(), label=_("numbers"), icon="list-ol", max_num=4, template="home/blocks/numbers.html"
    )
