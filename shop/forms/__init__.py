"""Forms of the shop: they show, and hand what was typed to the domain to be judged. They write nothing."""
