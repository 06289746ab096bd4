"""Builders and other things that tests of this app, ours or a third party's, are made with."""
