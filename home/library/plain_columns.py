"""Columns of text, data or files that name nobody. A new one is listed here, or in ``personal_tables``."""

PLAIN = {
    "tiwizi_library.Subject": "slug name",
    "tiwizi_library.Document": "export_id slug title description original_language publisher place issued "
    "edition extent coverage isbn issn call_number source address",
    "tiwizi_library.DocumentFile": "file name kind sha256 preview public_preview",
    "tiwizi_library.DocumentPage": "text folded",
    "tiwizi_library.LibraryRow": "title text",
    "tiwizi_library.LibraryWords": "words",
    "tiwizi_library.Holding": "volume issues missing",
    "tiwizi_library.DocumentLanguage": "code",
    "tiwizi_library.Initiative": "slug kind name description original_language body address source",
    "tiwizi_library.Call": "title address",
    "tiwizi_library.ReaderKind": "name",
    "tiwizi_library.SectorSeries": "export_id slug title description original_language unit source "
    "source_url changes",
    "tiwizi_library.SeriesValue": "region",
    "tiwizi_library.Room": "slug name description original_language",
    "tiwizi_library.Opening": "half",
    "tiwizi_library.ClosedDay": "reason",
    "tiwizi_library.Sitting": "half",
    "tiwizi_library.Copy": "code state note",
    "tiwizi_library.ReaderCard": "language token code",
    "tiwizi_library.Loan": "state",
    "tiwizi_library.Reservation": "state",
    "tiwizi_library.Visit": "state language token code",
}
