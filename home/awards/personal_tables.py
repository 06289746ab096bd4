"""What is personal in the awards, why it is kept, and how it goes."""

from producers.domain.personal import Personal, Way

AWARD_TABLES = (
    Personal(
        "tiwizi_awards.NominationPicture",
        ("file",),
        "what somebody showed of a nominee and her work",
        Way.OWN,
        "two years after the edition, or until she says no; forget_nominations, erase_from_awards and her own"
        " page take the file away as well",
        {
            "users": ("backer__user__in",),
            "emails": ("backer__email__iexact", "backer__nomination__email__iexact"),
            "phones": ("backer__phone", "backer__nomination__phone"),
            "organisations": ("backer__nomination__organisation__in",),
        },
    ),
    Personal(
        "tiwizi_awards.Backer",
        ("name", "phone", "email", "person", "words", "sound"),
        "who nominated somebody, and why; also what was said of her",
        Way.OWN,
        "two years after the edition; forget_nominations and erase_from_awards take the voice away as well",
        {
            "users": ("user__in",),
            "emails": ("email__iexact", "nomination__email__iexact"),
            "phones": ("phone", "nomination__phone"),
            "organisations": ("nomination__organisation__in",),
        },
    ),
    Personal(
        "tiwizi_awards.Nomination",
        ("name", "phone", "email", "person", "told", "dossier"),
        "she is nominated for an award",
        Way.OWN,
        "two years after the edition, then it counts without her; erase_from_awards withdraws her at once and"
        " keeps a digest of where she was reached until nominations are over, so that her no is kept",
        {
            "emails": ("email__iexact",),
            "phones": ("phone",),
            "organisations": ("organisation__in",),
        },
    ),
    Personal(
        "tiwizi_awards.Juror",
        ("absent_reason",),
        "why a juror could not score",
        Way.KEEP,
        "as long as the edition, whose decision it explains",
        {"users": ("user__in",)},
    ),
    Personal(
        "tiwizi_awards.Portrait",
        ("name",),
        "she won and agreed to be named",
        Way.OWN,
        "as long as she agrees; erase_from_awards takes it away, and so does her own page",
        {"organisations": ("organisation__in",)},
    ),
    Personal(
        "tiwizi_awards.FollowUp",
        ("note",),
        "what a winner did with her prize",
        Way.OWN,
        "two years after the edition; erase_from_awards and forget_nominations empty it",
        {"organisations": ("nomination__organisation__in",)},
    ),
)
