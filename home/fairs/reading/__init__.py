"""What pages and papers of fair mode show."""
