"""What programs read and order: through the same reading and the same actions as the pages.

``storefront.api`` puts the routers of all floors together under ``/api/v1/``.
"""
