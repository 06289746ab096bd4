"""The web server's settings; each can be changed by an environment variable."""

import ctypes
import gc
import os
import sys

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
max_requests = 50_000  # a bound for what may leak: a new worker begins with nothing remembered
max_requests_jitter = 5_000
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS", "127.0.0.1")
accesslog = os.environ.get("ACCESS_LOG")
loglevel = os.environ.get("WEB_LOG_LEVEL", "warning")


gc.set_threshold(50_000, 20, 100)  # while loading: hardly anything that modules bring is garbage
SHOP = "storefront.wsgi"
M_ARENA_MAX = -8  # see mallopt(3)


def when_ready(server):
    """Do once what every worker would, and leave what is loaded out of the search for garbage.

    Going through its half million objects again and again was a tenth of the work of a purchase.
    """
    if SHOP in sys.modules:  # these settings serve the floor of the measurements too
        from storefront.warm import warm_up

        warm_up()
    _keep_memory_together()
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def post_worker_init(worker):
    """Have a worker read what was too long to read before it was there."""
    if SHOP in sys.modules:
        from storefront.warm import warm_worker

        warm_worker()


def _keep_memory_together():
    """Have threads share one heap, of which one each stays half empty; give back what loading has left."""
    try:
        libc = ctypes.CDLL("libc.so.6")
        libc.mallopt(M_ARENA_MAX, 1)
        libc.malloc_trim(0)
    except (OSError, AttributeError):  # another C library has none of this
        pass
