"""Ways of paying. Each is one class behind one small interface, named in ``SHOP["GATEWAYS"]``."""
