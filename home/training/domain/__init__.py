"""Rules of training, in plain values."""
