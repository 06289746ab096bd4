"""What pages of the agenda show."""
