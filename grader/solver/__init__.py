"""Calculations that the keys of any bank may rest on."""
