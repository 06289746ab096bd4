"""Tags of Django's that say the same on every page of a language, written once for each.

A page of the shop has some thirty words that never change; looking each up again was a tenth of writing
it. A site turns them on in the options of its ``TEMPLATES``: ``libraries`` with ``i18n`` for
``producers.quick_tags.i18n``, ``builtins`` with ``producers.quick_tags.builtins``. Nothing else changes;
while ``DEBUG`` is on they are Django's own, so that a changed translation shows at once.
"""
