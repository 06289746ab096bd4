"""What pages of the network show."""
