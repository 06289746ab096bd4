"""Awards: editions, nominations, a jury that does not see names, and a gallery that stays."""
