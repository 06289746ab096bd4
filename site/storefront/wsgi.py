"""The WSGI entry point: ``storefront.wsgi:application``."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "storefront.settings.dev")

application = get_wsgi_application()
