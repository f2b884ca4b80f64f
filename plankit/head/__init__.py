"""What stands above a plan and signs it: header fields, covering notice, title, year."""
