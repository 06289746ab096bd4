"""Pages of the exhibition."""
