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
    Personal(
        "tiwizi_training.TrainerPath",
        ("name", "person"),
        "she is on the way to teach a course, or teaches it",
        Way.BLANK,
        "as long as her certificate can be checked, or until she asks",
        {"users": ("user__in",)},
        {"named_since": None},
    ),
    Personal(
        "tiwizi_training.TrainerStep",
        ("why",),
        "what was seen of her when she took a step of the path to a trainer",
        Way.KEEP,
        "as long as the path, whose decision it explains; it names nobody once the path is blanked",
        {"users": ("path__user__in",)},
    ),
)
