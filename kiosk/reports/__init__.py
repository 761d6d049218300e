"""Sheets and figures from registers, with pandas. No Qt, no vision."""
