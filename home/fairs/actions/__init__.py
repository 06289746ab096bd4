"""What changes fair mode, each in one transaction, with who and why."""
