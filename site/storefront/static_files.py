"""Static files with their hash in the name, compressed once at ``collectstatic``."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFiles(CompressedManifestStaticFilesStorage):
    """Also rewrite the paths in ``import`` statements, so that script modules find each other."""

    support_js_module_import_aggregation = True
