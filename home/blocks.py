"""What editors build pages from. Nothing here loads anything from another site."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from home.choosers import producer_chooser_block
from producers import story_blocks
from producers.rich_text import CleanStreamBlock, CleanTextBlock
from producers.story_blocks import FigureBlock, picture_chooser


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


class QuoteBlock(story_blocks.QuoteBlock):
    """Her own words, with her band."""

    class Meta:
        template = "home/blocks/quote.html"


class PictureBlock(story_blocks.PictureBlock):
    """One picture with what is to be said of it, as a page draws it."""

    class Meta:
        template = "home/blocks/picture.html"


class VideoBlock(story_blocks.VideoBlock):
    """A still and a link, as a page draws them."""

    class Meta:
        template = "home/blocks/video.html"


class CallBlock(blocks.StructBlock):
    """One button."""

    label = blocks.CharBlock(label=_("words on the button"), max_length=40)
    page = blocks.PageChooserBlock(label=_("page it leads to"))

    class Meta:
        label = _("call to action")
        icon = "link"
        template = "home/blocks/call.html"


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
