"""Pages, calendars and screens of the agenda."""
