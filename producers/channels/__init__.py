"""Ways of sending a message, chosen by ``PRODUCERS["MESSAGE_CHANNELS"]``."""
