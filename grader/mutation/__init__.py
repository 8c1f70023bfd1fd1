"""Mutation of the evidence: what is quoted and what computes it is changed on purpose, and something must fail."""
