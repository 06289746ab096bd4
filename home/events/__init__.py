"""The agenda: fairs that travel, regional meetings, training; an app of its own."""
