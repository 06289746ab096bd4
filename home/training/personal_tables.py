"""What is personal in training, why it is kept, and how it goes."""

from producers.domain.personal import Personal, Way

SHEET = ("name", "phone", "email", "what", "for_whom", "there", "missing", "next_steps")
TRAINING_TABLES = (
    Personal(
        "tiwizi_training.Project",
        SHEET,
        "she prepares a project, and somebody follows her",
        Way.BLANK,
        "two years after it was changed last; then the row counts without her",
        {"emails": ("email__iexact",), "phones": ("phone",)},
    ),
    Personal(
        "tiwizi_training.ProjectNote",
        ("text",),
        "what was noted of a talk about her project, with her consent",
        Way.DELETE,
        "as long as the project's sheet",
        {"emails": ("project__email__iexact",), "phones": ("project__phone",)},
    ),
    Personal(
        "tiwizi_training.Trainer",
        ("name",),
        "who teaches a public course, with consent",
        Way.KEEP,
        "as long as the course is public, or until an editor takes the name out because she asks",
    ),
)
