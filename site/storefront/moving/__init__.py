"""A running shop goes to another database and another store of files; see ``actions.move_shop``."""
