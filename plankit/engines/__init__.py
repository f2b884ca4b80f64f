"""Bridges to distributed engines: each hands `plankit.arrow.parse_batches` to one of them."""
