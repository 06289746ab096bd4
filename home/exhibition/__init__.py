"""The virtual exhibition: rooms, and works by makers, also such as are not for sale."""
