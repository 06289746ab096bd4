"""Columns of text, data or files that name nobody. A new one is listed here, or in ``personal_tables``."""

PLAIN = {
    "tiwizi_home.StoryConsent": "heard_in",
    "tiwizi_home.Menu": "title",
    "tiwizi_home.MenuLink": "label address",
    "tiwizi_home.LandingPage": "body",
    "tiwizi_home.HomePage": "sentence promise",
    "tiwizi_home.StoryIndexPage": "introduction",
    "tiwizi_home.Visit": "path language",
}
