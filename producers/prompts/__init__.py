"""What the portal's screens say aloud: each app names its own prompts, a desk records them."""
