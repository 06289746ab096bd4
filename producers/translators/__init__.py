"""Services that suggest a translation. None is needed: an editor can always write it herself."""
