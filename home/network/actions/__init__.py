"""What changes the network. Each is one transaction."""
