"""Threads, the capture process and the services that ui and cli call. No Qt here."""
