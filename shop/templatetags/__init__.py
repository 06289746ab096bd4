"""What the shop adds to the language of templates."""
