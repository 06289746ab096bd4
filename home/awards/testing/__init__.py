"""What tests of the awards need."""
