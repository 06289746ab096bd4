"""A stand-in for the card processor, for development and tests: a process and a book of its own.

It keeps to the processor's documented rules (states, idempotency keys, signed notices with retries), shows a
page to pay on, and fails on demand. It never takes a real key. No part of it is shipped.
"""
