"""Pages of fair mode."""
