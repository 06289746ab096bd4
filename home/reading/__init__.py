"""What an editor's pages show of the shop."""
