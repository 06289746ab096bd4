"""Everything that writes in the agenda."""
