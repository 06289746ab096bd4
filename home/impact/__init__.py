"""What all of it comes to: figures with their method, frozen editions, and what was stated before."""
