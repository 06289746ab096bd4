"""A producer's offers, orders and money, on her phone."""
