"""Fictional demo content: data in ``site/demo``, loaded here. Nothing of it is part of the library."""
