"""What tests of the exhibition need."""
