"""Columns of text, data or files that name nobody. A new one is listed here, or in ``personal_tables``."""

PLAIN = {
    "auth.Permission": "name codename",
    "auth.Group": "name",
    "auth.User": "password",
    "account.EmailConfirmation": "key",
    "sessions.Session": "session_key",
    "wagtail_localize.TranslationSource": "schema_version",
    "wagtail_localize.TranslationContext": "path field_path",
    "wagtail_localize.StringTranslation": "tool_name field_error",
    "wagtail_localize.Template": "template_format",
    "wagtail_localize.SegmentOverride": "field_error",
    "wagtail_localize.StringSegment": "attrs",
    "wagtailredirects.Redirect": "old_path redirect_page_route_path redirect_link",
    "wagtailembeds.Embed": "url hash html title author_name provider_name thumbnail_url",
    "wagtailusers.UserProfile": "preferred_language current_time_zone dismissibles",
    "wagtaildocs.Document": "file_hash",
    "wagtailadmin.EditingSession": "object_id",
    "wagtailadmin.FormState": "object_id parent_object_id",
    "django_tasks_database.DBTaskResult": "task_path worker_ids queue_name backend_name exception_class_path",
}
