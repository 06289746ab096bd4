"""Ways of paying makers: each gets values and gives papers. None of them writes, and none sees a request."""
