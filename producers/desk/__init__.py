"""The moderation desk: what producers have sent, looked at by editors in the back office."""
