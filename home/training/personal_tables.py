"""What is personal in training, why it is kept, and how it goes."""

from producers.domain.personal import Personal, Way

TRAINING_TABLES = (
    Personal(
        "tiwizi_training.Trainer",
        ("name",),
        "who teaches a public course, with consent",
        Way.KEEP,
        "as long as the course is public, or until an editor takes the name out because she asks",
    ),
)
