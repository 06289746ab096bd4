"""The shop's pages in the back office: what waits, orders, money that does not fit, stock, prices, makers."""
