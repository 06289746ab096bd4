"""The network: who needs and offers what, how members write to each other, and what they buy together."""
