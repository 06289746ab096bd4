"""What pages need to know of producers, read in a constant number of queries."""
