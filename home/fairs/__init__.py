"""Fair mode: goods that go to a fair and back, a till that works without a line, the evening's accounts."""
