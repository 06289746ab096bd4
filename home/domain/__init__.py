"""What people agreed to for stories: plain Python."""
