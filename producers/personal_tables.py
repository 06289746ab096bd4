"""What is personal on the ground floor and in Wagtail's tables, why it is kept, and how it goes."""

from collections.abc import Iterator

from django.apps import apps

from producers.domain.personal import Personal, Way

SEARCH = "wagtail.search"
MAKER = "as long as she sells here, or until she asks"
PAGES = "erase_maker deletes her pages with all their versions"
OF_MAKER = {"organisations": ("organisation__in",)}
IN_LETTERS = {
    "recipients": ("recipient__iexact", "text__icontains"),
    "words": ("text__contains",),
}
GROUND_TABLES = (
    Personal(
        "tiwizi_producers.Message",
        ("recipient", "subject", "text", "html", "error"),
        "letters that were sent, or wait to be",
        Way.BLANK,
        "MESSAGE_DAYS after it was sent",
        IN_LETTERS,
        setting="MESSAGE_DAYS",
        only={"state__in": ("sent", "failed")},
    ),
    Personal(
        "tiwizi_producers.PromptRecording",
        ("file",),
        "the voice of somebody who recorded what screens say",
        Way.KEEP,
        "until another voice takes its place; drop_prompt takes it away when she asks",
        {"users": ("recorded_by__in",)},
    ),
    Personal(
        "tiwizi_producers.Report",
        ("text", "contact"),
        "what a visitor says is wrong with a page",
        Way.BLANK,
        "REPORT_DAYS",
        {"emails": ("contact__iexact",), "phones": ("contact__icontains",)},
        setting="REPORT_DAYS",
    ),
    Personal(
        "tiwizi_producers.DoorPhone",
        ("number",),
        "she signs in with it",
        Way.DELETE,
        "as long as her account",
        {"users": ("user__in",), "phones": ("number",)},
    ),
    Personal(
        "tiwizi_producers.OneTimeCode",
        ("number",),
        "a code was asked for; its number may be nobody's",
        Way.DELETE,
        "two days",
        {"phones": ("number",)},
    ),
    Personal(
        "tiwizi_producers.Act",
        ("actor_name",),
        "who did something: the books and the states have to be answered for",
        Way.BLANK,
        "as long as the account of who did it; then the act keeps its key",
        {"users": ("actor__in",), "organisations": ("for_organisation__in",)},
    ),
    Personal(
        "tiwizi_producers.Act",
        ("reason",),
        "why something was done, in words that somebody typed",
        Way.BLANK,
        "as long as the account, the order or the maker that it is about",
        {"users": ("actor__in",), "organisations": ("for_organisation__in",)},
    ),
    Personal(
        "tiwizi_producers.Consent",
        ("person",),
        "proves that she agreed to be shown",
        Way.BLANK,
        MAKER,
        OF_MAKER,
    ),
    Personal(
        "tiwizi_producers.Recording",
        ("file", "public_name", "transcript"),
        "her voice, and what she says",
        Way.OWN,
        f"erase_maker takes the files and the words away; {MAKER}",
        OF_MAKER,
    ),
    Personal(
        "tiwizi_producers.Submission",
        ("note", "staff_note"),
        "what a checker told her about a change that she sent, and what staff wrote about it",
        Way.BLANK,
        MAKER,
        OF_MAKER,
    ),
    Personal(
        "tiwizi_producers.RequirementAnswer",
        ("reason", "file"),
        "how far she is with what one needs to sell here",
        Way.DELETE,
        MAKER,
        OF_MAKER,
    ),
    Personal(
        "tiwizi_producers.Assessment",
        ("answers", "reason"),
        "what she says of herself by the ten principles",
        Way.DELETE,
        MAKER,
        OF_MAKER,
    ),
    Personal(
        "tiwizi_producers.VisitPhoto",
        ("file",),
        "photos of her place and her tools",
        Way.DELETE,
        MAKER,
        {"organisations": ("visit__organisation__in",)},
    ),
    Personal(
        "tiwizi_producers.FieldVisit",
        ("visitor", "place", "note", "sound", "seen"),
        "what somebody has seen at her place",
        Way.DELETE,
        MAKER,
        OF_MAKER,
    ),
    Personal(
        "tiwizi_producers.Evidence",
        ("file", "issuer", "reference", "checked_by"),
        "proves a label",
        Way.DELETE,
        MAKER,
        OF_MAKER,
    ),
    Personal(
        "tiwizi_producers.Organisation",
        (
            "name",
            "slug",
            "sentence",
            "search_text",
            "province",
            "commune",
            "place_name",
            "phone",
            "email",
            "legal_name",
            "legal_number",
            "legal_contact",
        ),
        "who makes, vouches and sells: what a buyer is shown, how she is reached, what the law asks",
        Way.OWN,
        f"erase_maker; {MAKER}",
        {"organisations": ("pk__in",)},
    ),
    Personal(
        "tiwizi_producers.FormerSlug",
        ("slug",),
        "old addresses lead to the new one",
        Way.OWN,
        f"erase_maker; {MAKER}",
    ),
    Personal(
        "tiwizi_producers.ProducerPage",
        ("story",),
        "her story",
        Way.OWN,
        PAGES,
        OF_MAKER,
    ),
    Personal(
        "tiwizi_producers.Picture",
        ("alt", "credit", "files"),
        "her portrait and the pictures of her stories",
        Way.OWN,
        "erase_maker hides them, remove_hidden_pictures removes their files",
    ),
    *(
        Personal(
            f"wagtailcore.{model}",
            tuple(fields.split()),
            "drafts, versions and names of pages",
            Way.OWN,
            PAGES,
        )
        for model, fields in (
            ("Page", "title draft_title slug url_path seo_title search_description"),
            ("Revision", "object_str content"),
            ("PageLogEntry", "label data"),
            ("ModelLogEntry", "label data"),
            ("Comment", "text"),
            ("CommentReply", "text"),
            ("TaskState", "comment"),
            ("ReferenceIndex", "model_path content_path"),
        )
    ),
    *(
        Personal(
            f"wagtailimages.{model}", tuple(fields.split()), "pictures", Way.OWN, "goes with the picture"
        )
        for model, fields in (("Image", "title file description"), ("Rendition", "file"))
    ),
)


def search_tables() -> Iterator[Personal]:
    """Yield the tables of Wagtail's search index: each kind of database has other ones."""
    for model in apps.get_app_config("wagtailsearch").get_models() if apps.is_installed(SEARCH) else ():
        names = [
            field.name
            for field in model._meta.local_concrete_fields
            if field.get_internal_type() == "TextField" and field.name != "object_id"
        ]
        if names:
            why = "goes with the row that it finds"
            yield Personal(model._meta.label, tuple(names), "finds pages", Way.OWN, why)
