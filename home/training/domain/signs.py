"""The signs that a card may bear: those of the icons that every page has, so that they weigh nothing."""

SIGNS = (
    "info", "hand", "people", "person", "coin", "cash", "bank", "card", "cart", "parcel", "truck", "clock",
    "calendar", "ruler", "tools", "camera", "image", "phone", "mobile", "list", "book", "edit", "check",
    "close", "plus", "minus", "heart", "star", "gift", "shield", "alert", "help", "search", "share", "globe",
    "pin", "sound", "eye-off", "moon", "flag", "lock", "return",
)  # fmt: skip
