"""Pages written by shorter ways than Django's, with the same outcome.

A page of the shop has some thirty words that never change, a thousand values to look up and eighty parts:
words and fixed addresses are written once a language, parts and frames are found once, values are looked up
without what Django does for the few that need more. A site turns it on in the options of its ``TEMPLATES``:
``libraries`` with ``i18n`` for ``producers.quick_tags.i18n``, ``builtins`` with
``producers.quick_tags.builtins``, and ``loaders`` with ``producers.quick_tags.loader.Loader`` around others,
as Django's cached loader stands around them. While ``DEBUG`` is on all are Django's own, so that a changed
translation shows at once.
"""
