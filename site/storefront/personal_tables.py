"""What is personal in the tables of the site's libraries: accounts, sessions, translations, tasks."""

from producers.domain.personal import Personal, Way

ACCOUNT = "as long as the account; delete_account deletes it"
BY_USER = {"users": ("user__in",)}
PAGES = "erase_maker deletes it with the page"
SITE_TABLES = (
    *(
        Personal(model, tuple(fields.split()), purpose, Way.OWN, ACCOUNT, by)
        for model, fields, purpose, by in (
            ("auth.User", "username first_name last_name email", "signs in", {"users": ("pk__in",)}),
            ("account.EmailAddress", "email", "proves that an address is hers", BY_USER),
            ("mfa.Authenticator", "data", "her second factor", BY_USER),
            ("wagtailusers.UserProfile", "avatar", "her picture in the back office", BY_USER),
        )
    ),
    Personal(
        "sessions.Session", ("session_data",), "keeps her signed in", Way.OWN, "two weeks; forget_sessions"
    ),
    Personal(
        "wagtailforms.FormSubmission",
        ("form_data",),
        "answers to a page with a form",
        Way.DELETE,
        "as long as the page",
        {"emails": ("form_data__icontains",)},
    ),
    Personal(
        "wagtailadmin.FormState",
        ("data",),
        "what an editor has not saved yet",
        Way.OWN,
        "as long as the editing session",
    ),
    Personal(
        "django_tasks_database.DBTaskResult",
        ("args_kwargs", "return_value", "traceback"),
        "what was done in the background: keys; a fault may say more",
        Way.OWN,
        "30 days; forget_tasks",
    ),
    *(
        Personal(
            model, tuple(fields.split()), "what editors have uploaded", Way.KEEP, "until an editor deletes it"
        )
        for model, fields in (("wagtaildocs.Document", "title file"), ("wagtailcore.UploadedFile", "file"))
    ),
    *(
        Personal(
            f"wagtail_localize.{model}",
            tuple(fields.split()),
            "texts of pages for their translators",
            Way.OWN,
            PAGES,
        )
        for model, fields in (
            ("TranslationSource", "object_repr content_json"),
            ("String", "data"),
            ("StringTranslation", "data"),
            ("Template", "template"),
            ("SegmentOverride", "data_json"),
            ("OverridableSegment", "data_json"),
        )
    ),
)
