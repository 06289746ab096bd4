"""The web server's settings; each can be changed by an environment variable."""

import gc
import os

chdir = os.path.dirname(os.path.abspath(__file__))
pythonpath = "site"
bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "gthread"
threads = int(os.environ.get("WEB_THREADS", "4"))
preload_app = True  # one import for all workers; a new release is a new start
timeout = 30
graceful_timeout = 5
keepalive = 5
max_requests = 5_000
max_requests_jitter = 500
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1")
accesslog = os.environ.get("ACCESS_LOG")
loglevel = os.environ.get("WEB_LOG_LEVEL", "warning")


def when_ready(server):
    """Leave the loaded application out of the search for garbage, before the workers share it.

    Going through its half million objects again and again was a tenth of the work of a purchase.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
