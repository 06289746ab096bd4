"""What pages, feeds and searches read of the documentation fund."""
