"""The producers' own screens: made for a phone, with or without reading, alone or with an agent."""
