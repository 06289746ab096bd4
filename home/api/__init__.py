"""What programs read of the pages that editors publish."""
